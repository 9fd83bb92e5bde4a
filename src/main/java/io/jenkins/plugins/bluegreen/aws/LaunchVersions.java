package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Launch template versions that carry a release. Each is the template's default version (which Terraform owns) plus the image and the tags
 * of the release, so a change to the default reaches the next release; the default itself is never moved.
 */
final class LaunchVersions {
    private static final String DEFAULT = "$Default";
    private static final Set<String> OURS = Set.of(ReleaseTags.RELEASE, ReleaseTags.COLOUR, ReleaseTags.ARTIFACT);

    private final Calls calls;
    /** Versions never change, so a release found once holds. */
    private final Map<String, String> releases = new ConcurrentHashMap<>();

    LaunchVersions(Calls calls) {
        this.calls = calls;
    }

    /** The release that instances of this version get; empty if it names none. */
    String releaseOf(LaunchTemplateSpecification template) {
        String version = template.version() == null ? DEFAULT : template.version();
        if (version.startsWith("$")) {
            return release(one(template, version));
        }
        return releases.computeIfAbsent(
                template.launchTemplateId() + ":" + version, key -> release(one(template, version)));
    }

    private static String release(LaunchTemplateVersion version) {
        return instanceTags(version.launchTemplateData()).stream()
                .filter(tag -> ReleaseTags.RELEASE.equals(tag.key()))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }

    private static List<Tag> instanceTags(ResponseLaunchTemplateData data) {
        return data.tagSpecifications().stream()
                .filter(tags -> tags.resourceType() == ResourceType.INSTANCE)
                .flatMap(tags -> tags.tags().stream())
                .toList();
    }

    /** A version with this release, by its number: the one that was made before, or a new one. */
    LaunchTemplateSpecification carrying(LaunchTemplateSpecification template, Colour colour, Release release) {
        LaunchTemplateVersion base = one(template, DEFAULT);
        String description = description(base.versionNumber(), colour, release);
        long number = all(template).stream()
                .filter(version -> description.equals(version.versionDescription()))
                .mapToLong(LaunchTemplateVersion::versionNumber)
                .max()
                .orElseGet(() -> create(template, base, description, colour, release));
        return LaunchTemplateSpecification.builder()
                .launchTemplateId(template.launchTemplateId())
                .version(Long.toString(number))
                .build();
    }

    /** Names everything that the version is made from, so that an equal description means an equal version. */
    private static String description(long base, Colour colour, Release release) {
        String made = String.join(
                "\n", Long.toString(base), colour.word(), release.id(), release.image(), release.artifact());
        return "blue-green release " + release.id() + " on " + colour.word() + " over version " + base + " "
                + sha256(made).substring(0, 16);
    }

    private long create(
            LaunchTemplateSpecification template,
            LaunchTemplateVersion base,
            String description,
            Colour colour,
            Release release) {
        CreateLaunchTemplateVersionRequest request = CreateLaunchTemplateVersionRequest.builder()
                .launchTemplateId(template.launchTemplateId())
                .sourceVersion(Long.toString(base.versionNumber()))
                .versionDescription(description)
                // A retry whose first attempt got through returns the version that one made.
                .clientToken(sha256(template.launchTemplateId() + description))
                .launchTemplateData(data -> data.imageId(release.image().isEmpty() ? null : release.image())
                        .tagSpecifications(tags(base.launchTemplateData(), colour, release)))
                .build();
        return calls.send(thing(template), request, calls.clients().ec2()::createLaunchTemplateVersion)
                .launchTemplateVersion()
                .versionNumber();
    }

    /** A list that is sent replaces the source version's list whole, so what is in it is sent along. */
    private static Collection<LaunchTemplateTagSpecificationRequest> tags(
            ResponseLaunchTemplateData base, Colour colour, Release release) {
        List<LaunchTemplateTagSpecificationRequest> all = new ArrayList<>();
        for (LaunchTemplateTagSpecification found : base.tagSpecifications()) {
            if (found.resourceType() != ResourceType.INSTANCE) {
                all.add(LaunchTemplateTagSpecificationRequest.builder()
                        .resourceType(found.resourceTypeAsString())
                        .tags(found.tags())
                        .build());
            }
        }
        List<Tag> instance = new ArrayList<>(instanceTags(base));
        instance.removeIf(tag -> OURS.contains(tag.key()));
        instance.add(tag(ReleaseTags.RELEASE, release.id()));
        instance.add(tag(ReleaseTags.COLOUR, colour.word()));
        if (!release.artifact().isEmpty()) {
            instance.add(tag(ReleaseTags.ARTIFACT, release.artifact()));
        }
        all.add(LaunchTemplateTagSpecificationRequest.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(instance)
                .build());
        return all;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private LaunchTemplateVersion one(LaunchTemplateSpecification template, String version) {
        return describe(
                        template,
                        DescribeLaunchTemplateVersionsRequest.builder().versions(version))
                .launchTemplateVersions()
                .stream()
                .findFirst()
                .orElseThrow(() -> new WorldException(
                        WorldException.Kind.NOT_FOUND,
                        thing(template) + " has no version " + version
                                + ": give the Auto Scaling group one that exists"));
    }

    private List<LaunchTemplateVersion> all(LaunchTemplateSpecification template) {
        List<LaunchTemplateVersion> all = new ArrayList<>();
        String token = null;
        do {
            DescribeLaunchTemplateVersionsResponse page = describe(
                    template, DescribeLaunchTemplateVersionsRequest.builder().nextToken(token));
            all.addAll(page.launchTemplateVersions());
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return all;
    }

    private DescribeLaunchTemplateVersionsResponse describe(
            LaunchTemplateSpecification template, DescribeLaunchTemplateVersionsRequest.Builder request) {
        return calls.send(
                thing(template),
                request.launchTemplateId(template.launchTemplateId()).build(),
                calls.clients().ec2()::describeLaunchTemplateVersions);
    }

    private static String thing(LaunchTemplateSpecification template) {
        return "launch template " + template.launchTemplateId();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
