package io.jenkins.plugins.bluegreen.local.compute;

import io.jenkins.plugins.bluegreen.local.wire.HttpAnswer;
import io.jenkins.plugins.bluegreen.local.wire.HttpRequest;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The instance metadata service, version 2 only: a token by PUT, then reads that carry it. Addressed as
 * {@code /_local/imds/<instance id>/latest/…}, where EC2 has {@code http://169.254.169.254/latest/…}.
 */
public final class MetadataService {
    private static final String PREFIX = "/_local/imds/";
    private static final String META_DATA = "/latest/meta-data/";

    private final Compute compute;
    private final String region;
    private final Set<String> tokens = new ConcurrentSkipListSet<>();

    public MetadataService(Compute compute, String region) {
        this.compute = compute;
        this.region = region;
    }

    public HttpAnswer answer(HttpRequest request) {
        String rest = request.path().substring(PREFIX.length());
        int slash = rest.indexOf('/');
        Optional<Instance> instance = slash < 0 ? Optional.empty() : compute.find(rest.substring(0, slash));
        if (instance.isEmpty()) {
            return HttpAnswer.text(404, "no such instance");
        }
        String path = URLDecoder.decode(rest.substring(slash), StandardCharsets.UTF_8);
        if (path.equals("/latest/api/token")) {
            return request.method().equals("PUT") ? token(request) : HttpAnswer.text(405, "use PUT");
        }
        boolean authorised = request.header("X-aws-ec2-metadata-token")
                .filter(tokens::contains)
                .isPresent();
        if (!authorised) {
            return HttpAnswer.text(401, "a token from PUT /latest/api/token is required");
        }
        return read(instance.get(), path)
                .map(text -> HttpAnswer.text(200, text))
                .orElseGet(() -> HttpAnswer.text(404, "not found"));
    }

    private HttpAnswer token(HttpRequest request) {
        String ttl = request.header("X-aws-ec2-metadata-token-ttl-seconds").orElse("");
        if (ttl.isEmpty()) {
            return HttpAnswer.text(400, "X-aws-ec2-metadata-token-ttl-seconds is required");
        }
        String token = Ids.hex(56);
        tokens.add(token);
        return new HttpAnswer(
                200,
                Map.of("Content-Type", "text/plain", "x-aws-ec2-metadata-token-ttl-seconds", "21600"),
                token.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> read(Instance instance, String path) {
        if (path.equals("/latest/user-data")) {
            return instance.userData();
        }
        if (path.startsWith(META_DATA + "tags/instance")) {
            Map<String, String> tags = compute.tags(instance.id());
            String key = path.substring((META_DATA + "tags/instance").length()).replaceFirst("^/", "");
            return key.isEmpty()
                    ? Optional.of(String.join("\n", new TreeSet<>(tags.keySet())))
                    : Optional.ofNullable(tags.get(key));
        }
        return Optional.ofNullable(
                switch (path) {
                    case "/latest/meta-data/instance-id" -> instance.id();
                    case "/latest/meta-data/ami-id" -> instance.launch().imageId();
                    case "/latest/meta-data/instance-type" -> instance.launch().instanceType();
                    case "/latest/meta-data/local-ipv4", "/latest/meta-data/local-hostname" -> instance.host();
                    case "/latest/meta-data/placement/availability-zone" ->
                        instance.launch().availabilityZone();
                    case "/latest/meta-data/placement/region" -> region;
                    case "/latest/dynamic/instance-identity/document" ->
                        "{\"instanceId\":\"" + instance.id()
                                + "\",\"region\":\"" + region + "\",\"availabilityZone\":\""
                                + instance.launch().availabilityZone() + "\",\"imageId\":\""
                                + instance.launch().imageId() + "\",\"instanceType\":\""
                                + instance.launch().instanceType() + "\",\"privateIp\":\"" + instance.host() + "\"}";
                    default -> null;
                });
    }
}
