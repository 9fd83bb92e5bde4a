package io.jenkins.plugins.bluegreen.local.s3;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.HttpAnswer;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import io.jenkins.plugins.bluegreen.local.wire.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** {@code DeleteObjects}: many keys in one call. */
final class DeleteMany {
    private DeleteMany() {}

    static HttpAnswer delete(byte[] body, Map<String, StoredObject> objects) {
        List<Shape> deleted = new ArrayList<>();
        for (String key : keys(body)) {
            objects.remove(key);
            deleted.add(Shape.shape().with("Key", key));
        }
        return HttpAnswer.of(
                200,
                "application/xml",
                Xml.document("DeleteResult", Shape.shape().list("Deleted", "", deleted)));
    }

    private static List<String> keys(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            NodeList nodes = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getElementsByTagName("Key");
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                keys.add(nodes.item(i).getTextContent());
            }
            return keys;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw AwsError.of("MalformedXML", "The XML you provided was not well-formed: " + e.getMessage());
        }
    }
}
