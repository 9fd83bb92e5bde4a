package io.jenkins.plugins.bluegreen.local.s3;

import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;

/** {@code ListObjectsV2}, and the older {@code ListObjects}: prefix, delimiter, pages. */
final class Listing {
    private Listing() {}

    static Shape of(String bucket, NavigableMap<String, StoredObject> objects, Map<String, String> query) {
        boolean version2 = query.getOrDefault("list-type", "").equals("2");
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        int max = Math.min(1000, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
        String after = version2
                ? query.containsKey("continuation-token")
                        ? decode(query.get("continuation-token"))
                        : query.getOrDefault("start-after", "")
                : query.getOrDefault("marker", "");
        List<Shape> contents = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        String last = "";
        boolean truncated = false;
        for (Map.Entry<String, StoredObject> entry :
                objects.tailMap(prefix, true).entrySet()) {
            String key = entry.getKey();
            if (!key.startsWith(prefix)) {
                break;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String name = end < 0 ? key : key.substring(0, end + delimiter.length());
            if (name.compareTo(after) <= 0 || folders.contains(name)) {
                continue;
            }
            if (contents.size() + folders.size() == max) {
                truncated = true;
                break;
            }
            last = name;
            if (end < 0) {
                contents.add(contents(key, entry.getValue()));
            } else {
                folders.add(name);
            }
        }
        Shape shape = Shape.shape()
                .with("Name", bucket)
                .with("Prefix", prefix)
                .with("MaxKeys", max)
                .with("Delimiter", delimiter.isEmpty() ? null : delimiter)
                .with("IsTruncated", truncated)
                .list("Contents", "", contents)
                .list(
                        "CommonPrefixes",
                        "",
                        folders.stream()
                                .map(name -> Shape.shape().with("Prefix", name))
                                .toList());
        if (version2) {
            shape.with("KeyCount", contents.size() + folders.size())
                    .with("NextContinuationToken", truncated ? encode(last) : null);
        } else {
            shape.with("Marker", after).with("NextMarker", truncated ? last : null);
        }
        return shape;
    }

    private static Shape contents(String key, StoredObject object) {
        return Shape.shape()
                .with("Key", key)
                .with("LastModified", object.modifiedAt())
                .with("ETag", object.etag())
                .with("Size", object.bytes().length)
                .with("StorageClass", "STANDARD");
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
