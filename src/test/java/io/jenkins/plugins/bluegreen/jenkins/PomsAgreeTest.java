package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The default POM and the one for a real Jenkins build the same plugin from the same libraries. */
class PomsAgreeTest {
    /** What the default build must name, and the parent POM of Jenkins plugins brings by itself. */
    private static final Set<String> OF_THE_PARENT =
            Set.of("sezpoz", "localizer", "jakarta.servlet-api", "slf4j-jdk14");

    private final Element ours = read("pom.xml");
    private final Element real = read("pom-jenkins.xml");

    PomsAgreeTest() throws ParserConfigurationException, IOException, SAXException {}

    @Test
    void bothBuildTheSameThing() {
        for (String name : List.of("groupId", "artifactId", "version", "name")) {
            assertThat(child(real, name)).as(name).isEqualTo(child(ours, name));
        }
        assertThat(child(real, "packaging")).isEqualTo("hpi");
    }

    @Test
    void everyVersionIsTheSame() {
        Map<String, String> expected = properties(ours);
        Map<String, String> actual = properties(real);
        actual.keySet().retainAll(expected.keySet());

        assertThat(actual).containsKey("jenkins.version").isNotEmpty();
        assertThat(expected).containsAllEntriesOf(actual);
        assertThat(properties(real).get("jenkins.version"))
                .startsWith(properties(real).get("jenkins.baseline") + ".");
    }

    @Test
    void everyLibraryIsTheSame() {
        Map<String, String> expected = libraries(ours);
        expected.keySet().removeIf(name -> OF_THE_PARENT.contains(name.substring(name.indexOf(':') + 1)));

        assertThat(libraries(real)).isEqualTo(expected);
        assertThat(managed(real)).isNotEmpty().isSubsetOf(managed(ours));
    }

    @Test
    void theSameLibrariesAreBundled() {
        List<String> bundled = new ArrayList<>(BundledLibraries.ALLOWED);
        bundled.remove("blue-green-deploy.jar");
        bundled.replaceAll(name -> name.replace(".jar", ""));

        // Sorted, as the Jenkins project's plugin for Maven compares it with what it has packed.
        assertThat(properties(real).get("hpi.bundledArtifacts").split(","))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(bundled);
    }

    @Test
    void bothNeedTheSamePlugins() {
        TreeSet<String> needed = new TreeSet<>();
        for (String each : properties(ours).get("plugin.dependencies").split(",")) {
            needed.add(each.substring(0, each.indexOf(':')));
        }
        assertThat(plugins(real)).isEqualTo(needed);
    }

    /** Libraries of the plugin, the local cloud and the command line, with version and exclusions. */
    private static Map<String, String> libraries(Element pom) {
        Map<String, String> libraries = new TreeMap<>();
        for (Element each : dependencies(pom)) {
            if (!child(each, "scope").equals("test") && !isPlugin(each)) {
                List<String> exclusions = new ArrayList<>();
                children(each, "exclusions")
                        .forEach(list -> children(list, "exclusion").forEach(one -> exclusions.add(name(one))));
                libraries.put(name(each), child(each, "version") + exclusions);
            }
        }
        return libraries;
    }

    private static Set<String> plugins(Element pom) {
        TreeSet<String> plugins = new TreeSet<>();
        for (Element each : dependencies(pom)) {
            if (isPlugin(each) && child(each, "scope").isEmpty()) {
                plugins.add(child(each, "artifactId"));
            }
        }
        return plugins;
    }

    private static boolean isPlugin(Element dependency) {
        return child(dependency, "groupId").startsWith("org.jenkins-ci.plugins");
    }

    private static Set<String> managed(Element pom) {
        TreeSet<String> names = new TreeSet<>();
        children(pom, "dependencyManagement").forEach(management -> dependencies(management)
                .forEach(each -> names.add(name(each) + ":" + child(each, "version"))));
        names.removeIf(name -> name.startsWith("io.jenkins.tools.bom:"));
        return names;
    }

    private static List<Element> dependencies(Element parent) {
        List<Element> all = new ArrayList<>();
        children(parent, "dependencies").forEach(list -> all.addAll(children(list, "dependency")));
        return all;
    }

    private static Map<String, String> properties(Element pom) {
        Map<String, String> properties = new TreeMap<>();
        children(pom, "properties").forEach(list -> children(list, null)
                .forEach(each ->
                        properties.put(each.getTagName(), each.getTextContent().trim())));
        return properties;
    }

    private static String name(Element dependency) {
        return child(dependency, "groupId") + ":" + child(dependency, "artifactId");
    }

    private static String child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && (name == null || element.getTagName().equals(name))) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element read(String file) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Path.of(file).toFile())
                .getDocumentElement();
    }
}
