package io.jenkins.plugins.bluegreen.local.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes shapes and errors in the XML of the Query, EC2 and S3 protocols. */
public final class Xml {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final String itemName;

    private Xml(String itemName) {
        this.itemName = itemName;
    }

    static byte[] answer(Protocol protocol, String namespace, String action, String requestId, Shape shape) {
        Xml xml = new Xml(protocol == Protocol.EC2 ? "item" : "member");
        xml.out
                .append('<')
                .append(action)
                .append("Response xmlns=\"")
                .append(namespace)
                .append("\">");
        if (protocol == Protocol.EC2) {
            xml.element("requestId", requestId);
            xml.members(shape);
        } else {
            xml.element(action + "Result", shape);
            xml.element("ResponseMetadata", Shape.shape().with("RequestId", requestId));
        }
        xml.out.append("</").append(action).append("Response>");
        return xml.bytes();
    }

    static byte[] error(Protocol protocol, String namespace, String requestId, AwsError error) {
        Xml xml = new Xml("member");
        Shape detail = Shape.shape();
        if (protocol == Protocol.EC2) {
            detail.with("Code", error.code()).with("Message", error.getMessage());
            xml.element(
                    "Response",
                    Shape.shape()
                            .with("Errors", Shape.shape().with("Error", detail))
                            .with("RequestID", requestId));
        } else {
            detail.with("Type", error.type()).with("Code", error.code()).with("Message", error.getMessage());
            xml.out.append("<ErrorResponse xmlns=\"").append(namespace).append("\">");
            xml.element("Error", detail);
            xml.element("RequestId", requestId);
            xml.out.append("</ErrorResponse>");
        }
        return xml.bytes();
    }

    /** A whole document with one root element, as S3 answers. */
    public static byte[] document(String root, Shape shape) {
        Xml xml = new Xml("member");
        xml.element(root, shape);
        return xml.bytes();
    }

    /** The elements of a list's items alone, to be set into somebody else's answer. */
    static String items(Iterable<Shape> items) {
        Xml xml = new Xml("item");
        xml.out.setLength(0);
        items.forEach(item -> xml.element("item", item));
        return xml.out.toString();
    }

    private void members(Shape shape) {
        for (Map.Entry<String, Object> member : shape.members().entrySet()) {
            if (member.getValue() instanceof Shape.Items list) {
                String name = list.itemName() == null ? itemName : list.itemName();
                if (name.isEmpty()) {
                    list.items().forEach(item -> element(member.getKey(), item));
                    continue;
                }
                out.append('<').append(member.getKey()).append('>');
                list.items().forEach(item -> element(name, item));
                out.append("</").append(member.getKey()).append('>');
            } else {
                element(member.getKey(), member.getValue());
            }
        }
    }

    private void element(String name, Object value) {
        out.append('<').append(name).append('>');
        if (value instanceof Shape shape) {
            members(shape);
        } else {
            escape(String.valueOf(value));
        }
        out.append("</").append(name).append('>');
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }

    private byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
