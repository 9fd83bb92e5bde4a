package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kohsuke.stapler.DataBoundSetter;
import org.xml.sax.SAXException;

/** Opens the packed plugin and looks for everything that a Jenkins will look for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedPluginIT {
    private static final Path HPI = Path.of("target", "blue-green-deploy.hpi");
    private static final String JAR = "WEB-INF/lib/blue-green-deploy.jar";
    private static final String INDEX = "META-INF/annotations/hudson.Extension";
    private static final String SYMBOLS = "META-INF/services/annotations/org.jenkinsci.Symbol";

    private Map<String, byte[]> archive;
    private Map<String, byte[]> plugin;

    @BeforeAll
    void open() throws IOException {
        archive = unzip(Files.readAllBytes(HPI));
        plugin = unzip(archive.get(JAR));
    }

    @Test
    void isSmallerThan45Megabytes() throws IOException {
        assertThat(Files.size(HPI)).isBetween(1_000_000L, 45_000_000L);
    }

    @Test
    void saysWhatAJenkinsNeedsToKnow() throws IOException {
        Attributes manifest = manifestOf(Files.readAllBytes(HPI));

        assertThat(manifest.getValue("Short-Name")).isEqualTo("blue-green-deploy");
        assertThat(manifest.getValue("Plugin-Version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.541.3");
        assertThat(manifest.getValue("PluginFirstClassLoader")).isEqualTo("true");
        assertThat(manifest.getValue("Plugin-Dependencies").split(","))
                .allMatch(each -> each.matches("[a-z0-9-]+:[A-Za-z0-9._-]+(;resolution:=optional)?"))
                // Without these our classes would not see those of such a plugin even where it is installed.
                .anyMatch(each -> each.matches("aws-credentials:.*;resolution:=optional"))
                .anyMatch(each -> each.matches("plain-credentials:.*;resolution:=optional"));
    }

    @Test
    void bothManifestsAreEqual() throws IOException {
        assertThat(manifestOf(archive.get(JAR))).isEqualTo(manifestOf(Files.readAllBytes(HPI)));
    }

    @Test
    void bundlesWhatIsOnTheListAndNothingElse() {
        TreeSet<String> libraries = new TreeSet<>();
        for (String name : archive.keySet()) {
            if (name.startsWith("WEB-INF/lib/")) {
                libraries.add(name.substring("WEB-INF/lib/".length()).replaceFirst("-\\d[^/]*\\.jar$", ".jar"));
            }
        }
        assertThat(libraries).isEqualTo(new TreeSet<>(BundledLibraries.ALLOWED));
    }

    @Test
    void holdsNoClassOfJenkinsAndNoDeclarationOfOne() {
        assertThat(plugin.keySet())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/jenkins/plugins/bluegreen/"))
                .noneMatch(name -> name.startsWith("io/jenkins/plugins/bluegreen/cli/"))
                .noneMatch(name -> name.startsWith("io/jenkins/plugins/bluegreen/local/"));
        assertThat(archive.keySet()).noneMatch(name -> name.startsWith("WEB-INF/classes"));
    }

    @Test
    void theIndexOfExtensionsIsComplete() throws IOException, ClassNotFoundException {
        assertThat(indexed()).isNotEmpty().isEqualTo(extensionsInTheSources());
    }

    @Test
    void theIndexOfSymbolsIsComplete() throws ClassNotFoundException {
        TreeSet<String> listed = new TreeSet<>(text(plugin, SYMBOLS).lines().toList());

        assertThat(listed).isEqualTo(classesWith(type -> type.isAnnotationPresent(Symbol.class)));
    }

    /** Jenkins' views read names by reflection, and find none that a class of ours declares which is not public. */
    @Test
    void whatViewsReadIsDeclaredByPublicClasses() throws IOException, ReflectiveOperationException {
        for (String name : indexed()) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (Descriptor.class.isAssignableFrom(type)) {
                assertThat(type.getMethod("getDisplayName").getDeclaringClass())
                        .as(name)
                        .matches(declaring -> Modifier.isPublic(declaring.getModifiers()));
            }
        }
    }

    @Test
    void everyViewIsWellFormedAndEscapes() throws ParserConfigurationException, IOException, SAXException {
        List<String> views = views(".jelly");
        assertThat(views).contains("index.jelly");
        for (String view : views) {
            assertThat(text(plugin, view)).as(view).startsWith("<?jelly escape-by-default='true'?>");
            DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(plugin.get(view)));
            assertThat(text(plugin, view))
                    .as(view + " obeys the content security policy")
                    .doesNotContainPattern("\\son[a-z]+=\"")
                    .doesNotContain("javascript:")
                    .doesNotContainPattern("<script(?![^>]*\\bsrc=)");
        }
    }

    @Test
    void everyFieldOfAFormHasItsHelp() {
        Pattern field = Pattern.compile("\\bfield=\"(\\w+)\"");
        for (String view : views("/config.jelly")) {
            Matcher fields = field.matcher(text(plugin, view));
            while (fields.find()) {
                String help = "help-" + fields.group(1) + ".html";
                // Help is looked for in the class of the form and in those it extends.
                assertThat(plugin.keySet())
                        .containsAnyOf(
                                view.replace("config.jelly", help),
                                view.replaceFirst("[^/]+/config\\.jelly$", "EnvironmentStep/" + help));
            }
        }
    }

    /** Fields without a form, such as maps that only a script can give, are in the reference of steps all the same. */
    @Test
    void everyFieldOfAStepHasItsHelp() throws ClassNotFoundException {
        TreeSet<String> steps =
                classesWith(type -> Step.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()));
        assertThat(steps).hasSizeGreaterThan(8);
        for (String name : steps) {
            Class<?> step = Class.forName(name, false, getClass().getClassLoader());
            assertThat(plugin.keySet()).contains(help(step, "help.html"), help(step, "config.jelly"));
            for (String field : fields(step)) {
                assertThat(plugin.keySet())
                        .as(name + "." + field)
                        .containsAnyOf(helps(step, "help-" + field + ".html"));
            }
        }
    }

    private static TreeSet<String> fields(Class<?> step) {
        TreeSet<String> fields = new TreeSet<>();
        for (Method method : step.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                fields.add(Introspector.decapitalize(method.getName().substring("set".length())));
            }
        }
        for (Parameter parameter : step.getConstructors()[0].getParameters()) {
            fields.add(parameter.getName());
        }
        return fields;
    }

    /** Where Jenkins looks for help: beside the class and those it extends. */
    private static String[] helps(Class<?> step, String file) {
        return Stream.<Class<?>>iterate(step, each -> each != Step.class, Class::getSuperclass)
                .map(each -> help(each, file))
                .toArray(String[]::new);
    }

    private static String help(Class<?> step, String file) {
        return step.getName().replace('.', '/') + "/" + file;
    }

    private List<String> views(String ending) {
        return plugin.keySet().stream().filter(name -> name.endsWith(ending)).toList();
    }

    private TreeSet<String> indexed() throws IOException, ClassNotFoundException {
        TreeSet<String> names = new TreeSet<>();
        try (ObjectInputStream index = new ObjectInputStream(new ByteArrayInputStream(plugin.get(INDEX)))) {
            for (Object next = index.readObject(); next != null; next = index.readObject()) {
                Matcher name = Pattern.compile("io\\.jenkins[\\w.$]+").matcher(next.toString());
                assertThat(name.find()).as(next.toString()).isTrue();
                names.add(name.group());
            }
        }
        return names;
    }

    /** The annotation leaves no trace in a class, so the sources are asked. */
    private static TreeSet<String> extensionsInTheSources() throws IOException {
        Pattern extension = Pattern.compile("(?m)^( *)@Extension\\b[\\s\\S]*?\\bclass (\\w+)");
        Path sources = Path.of("src", "main", "java");
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String outer =
                        sources.relativize(file).toString().replace(".java", "").replace('/', '.');
                Matcher found = extension.matcher(Files.readString(file));
                while (found.find()) {
                    names.add(found.group(1).isEmpty() ? outer : outer + "$" + found.group(2));
                }
            }
        }
        return names;
    }

    private TreeSet<String> classesWith(Predicate<Class<?>> property) throws ClassNotFoundException {
        TreeSet<String> names = new TreeSet<>();
        for (String entry : plugin.keySet()) {
            if (entry.endsWith(".class") && !entry.endsWith("package-info.class")) {
                String name =
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
                if (property.test(Class.forName(name, false, getClass().getClassLoader()))) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static Attributes manifestOf(byte[] jar) throws IOException {
        try (JarInputStream stream = new JarInputStream(new ByteArrayInputStream(jar))) {
            Manifest manifest = stream.getManifest();
            assertThat(manifest).isNotNull();
            return manifest.getMainAttributes();
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), stream.readAllBytes());
                }
            }
        }
        return files;
    }
}
