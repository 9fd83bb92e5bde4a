package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Launch template data. EC2 answers what was sent under systematic names: members begin in lower case, lists end in {@code Set}; so
 * everything that a client stores comes back, also what the local cloud has no use for.
 */
final class TemplateData {
    private static final int MAX_USER_DATA_BYTES = 16 * 1024;
    private static final Map<String, String> LIST_NAMES = Map.of(
            "LicenseSpecification", "licenseSet",
            "Ipv6Addresses", "ipv6AddressesSet",
            "PrivateIpAddresses", "privateIpAddressesSet");

    private TemplateData() {}

    static Shape shape(Map<String, Params> members) {
        return shape(members, "");
    }

    private static Shape shape(Map<String, Params> members, String parent) {
        Shape shape = Shape.shape();
        members.forEach((name, node) -> {
            if (node.isList()) {
                if (parent.equals("NetworkInterface") && name.equals("SecurityGroupId")) {
                    shape.list("groupSet", "groupId", items(node, name));
                } else {
                    shape.list(LIST_NAMES.getOrDefault(name, lowerFirst(name) + "Set"), items(node, name));
                }
            } else if (node.value().isPresent()) {
                shape.with(lowerFirst(name), node.value());
            } else {
                shape.with(lowerFirst(name), shape(node.members(), name));
            }
        });
        return shape;
    }

    private static List<Object> items(Params list, String name) {
        TreeMap<Integer, Object> items = new TreeMap<>();
        list.members()
                .forEach((number, item) -> items.put(
                        Integer.valueOf(number),
                        item.value().<Object>map(text -> text).orElseGet(() -> shape(item.members(), name))));
        return List.copyOf(items.values());
    }

    /** The script that an instance runs. @throws AwsError when it is not base64 or too large */
    static Optional<String> userData(Map<String, Params> data) {
        return Optional.ofNullable(data.get("UserData"))
                .flatMap(Params::value)
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    byte[] script;
                    try {
                        script = java.util.Base64.getMimeDecoder().decode(text);
                    } catch (IllegalArgumentException e) {
                        throw AwsError.of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
                    }
                    if (script.length > MAX_USER_DATA_BYTES) {
                        throw AwsError.of("InvalidUserData.Malformed", "User data is limited to 16384 bytes");
                    }
                    return new String(script, java.nio.charset.StandardCharsets.UTF_8);
                });
    }

    /** The tags that the template gives to instances. */
    static Map<String, String> instanceTags(Map<String, Params> data) {
        return tags(data, "instance");
    }

    static Map<String, String> tags(Map<String, Params> data, String resourceType) {
        Map<String, String> tags = new TreeMap<>();
        Params specifications = data.get("TagSpecification");
        if (specifications != null) {
            specifications.members().values().stream()
                    .filter(one -> one.text("ResourceType", "").equals(resourceType))
                    .forEach(one -> tags.putAll(one.pairs("Tag")));
        }
        return tags;
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
