package io.jenkins.plugins.bluegreen.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON to any address, signed with HMAC-SHA256 over the whole body. */
final class Webhook implements Receiver {
    /** {@code sha256=<hex>}. */
    static final String SIGNATURE = "X-BlueGreen-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final Sender sender;
    private final URI address;
    private final Optional<Secret> secret;

    Webhook(Sender sender, URI address, Optional<Secret> secret) {
        this.sender = sender;
        this.address = address;
        this.secret = secret;
    }

    @Override
    public String name() {
        return "webhook at " + address.getHost();
    }

    @Override
    public void deliver(News news) throws Sender.NotDelivered, InterruptedException {
        String body = body(news);
        sender.post(
                address,
                body,
                secret.map(key -> Map.of(SIGNATURE, "sha256=" + sign(body, key)))
                        .orElse(Map.of()));
    }

    private static String body(News news) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event", news.kind().name().toLowerCase(Locale.ROOT));
        json.put("environment", news.environment());
        json.put("deployment", news.deployment().id());
        json.put("release", news.deployment().order().release().id());
        json.put("previous", news.deployment().order().previous().id());
        json.put("phase", news.deployment().phase().name());
        json.put("headline", news.headline());
        json.put("sentence", news.sentence());
        json.put("by", news.deployment().order().by());
        json.put("at", news.at().toString());
        return json.toString();
    }

    static String sign(String body, Secret key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
