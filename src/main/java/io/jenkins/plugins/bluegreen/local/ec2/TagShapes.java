package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.Map;

/** Tags as EC2 writes them, with lower-case names. */
final class TagShapes {
    private TagShapes() {}

    static List<Shape> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Shape.shape().with("key", tag.getKey()).with("value", tag.getValue()))
                .toList();
    }
}
