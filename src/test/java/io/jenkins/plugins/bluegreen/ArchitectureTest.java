package io.jenkins.plugins.bluegreen;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Who may know whom, as {@code docs/architecture.md} says, and a few habits that a reviewer would otherwise have to look for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.bluegreen";
    private static final Path SOURCES = Path.of("src/main/java");

    /** Each package, and those of ours that it may import. */
    private static final Map<String, List<String>> MAY_IMPORT = mayImport();

    private final JavaClasses product =
            new ClassFileImporter().importPath(Path.of("target", "classes").resolve(ROOT.replace('.', '/')));

    private static Map<String, List<String>> mayImport() {
        Map<String, List<String>> may = new LinkedHashMap<>();
        may.put("model", List.of());
        may.put("port", List.of("model"));
        may.put("engine", List.of("model", "port"));
        may.put("store", List.of("model", "port"));
        may.put("probe", List.of("model", "port"));
        may.put("report", List.of("model", "port"));
        may.put("schema", List.of("model", "port"));
        may.put("terraform", List.of("model", "port"));
        may.put("cost", List.of("model", "port"));
        may.put("sleep", List.of("model", "port"));
        may.put("notify", List.of("model", "port"));
        may.put("trace", List.of("model", "port"));
        may.put("aws", List.of("model", "port", "store"));
        may.put("local", List.of("model"));
        may.put("load", List.of());
        may.put(
                "wiring",
                List.of(
                        "model",
                        "port",
                        "engine",
                        "store",
                        "probe",
                        "report",
                        "schema",
                        "terraform",
                        "cost",
                        "sleep",
                        "notify",
                        "aws",
                        "local",
                        "load"));
        // The page keeps what it saw of a deployment in the journal's own form, hence the store.
        may.put("web", List.of("model", "port", "engine", "wiring", "report", "sleep", "store"));
        may.put(
                "cli",
                List.of(
                        "model",
                        "port",
                        "engine",
                        "wiring",
                        "report",
                        "schema",
                        "terraform",
                        "cost",
                        "sleep",
                        "web",
                        "trace",
                        "load"));
        may.put(
                "jenkins",
                List.of("model", "port", "engine", "wiring", "report", "schema", "cost", "sleep", "terraform", "web"));
        return may;
    }

    @TestFactory
    Stream<DynamicTest> packagesKnowOnlyWhomTheyMay() {
        return MAY_IMPORT.entrySet().stream().map(entry -> {
            var layer = layers().whereLayer(entry.getKey());
            LayeredArchitecture rule = entry.getValue().isEmpty()
                    ? layer.mayNotAccessAnyLayer()
                    : layer.mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
            return DynamicTest.dynamicTest(
                    entry.getKey() + " knows only " + entry.getValue(), () -> rule.check(product));
        });
    }

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..");
        for (String each : MAY_IMPORT.keySet()) {
            layers = layers.layer(each).definedBy(ROOT + "." + each + "..");
        }
        return layers;
    }

    @Test
    void everyPackageHasItsPlace() {
        List<String> strangers = product.stream()
                .map(JavaClass::getPackageName)
                .filter(each -> !each.equals(ROOT))
                .map(each -> each.substring(ROOT.length() + 1).split("\\.")[0])
                .distinct()
                .filter(each -> !MAY_IMPORT.containsKey(each))
                .toList();
        assertThat(strangers).isEmpty();
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(product);
    }

    @Test
    void theCoreNeedsNothingButJava() {
        outside("software.amazon.awssdk..", "aws").check(product);
        outside("io.undertow..", "local", "web").check(product);
        outside("picocli..", "cli").check(product);
        outside("io.opentelemetry..", "trace").check(product);
        onlyJava("model", "port", "engine", "load").check(product);
    }

    @Test
    void jenkinsIsKnownToItsFrontDoorAlone() {
        noClasses()
                .that(resideInAPackage(ROOT + ".."))
                .and(not(resideInAPackage(ROOT + ".jenkins..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci.."))
                .check(product);
    }

    private static ArchRule outside(String library, String... packages) {
        return noClasses()
                .that(not(resideInAnyPackage(Stream.of(packages)
                        .map(each -> ROOT + "." + each + "..")
                        .toArray(String[]::new))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule onlyJava(String... packages) {
        return classes()
                .that(resideInAnyPackage(Stream.of(packages)
                        .map(each -> ROOT + "." + each + "..")
                        .toArray(String[]::new)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT + ".."));
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(name("sleep")))
                .because("a thread that waits is a thread that a thousand deployments do not have: use the Scheduler")
                .check(product);
    }

    @Test
    void onlyTheSystemClockKnowsTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".wiring.SystemTime")
                .and()
                // A process of its own, whose whole work is to measure.
                .resideOutsideOfPackage(ROOT + ".load..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .check(product);
    }

    @Test
    void nothingStaticChanges() {
        fields().that().areStatic().should().beFinal().check(product);
    }

    @Test
    void nothingIsNamedAfterNothing() {
        for (String drawer : List.of("Utils", "Util", "Helper", "Helpers", "Manager")) {
            noClasses().should().haveSimpleNameEndingWith(drawer).check(product);
        }
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..")
                .check(product);
    }

    /** Jenkins writes records to its XML files, but cannot read them back. A record may hold others: nothing that is saved holds it. */
    @Test
    void whatJenkinsSavesHoldsNoRecords() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + ".jenkins..")
                .and()
                .areDeclaredInClassesThat()
                .areNotAssignableTo(Record.class)
                .and()
                .doNotHaveModifier(JavaModifier.TRANSIENT)
                .and()
                .areNotStatic()
                .should()
                .haveRawType(assignableTo(Record.class))
                .allowEmptyShould(true)
                .check(product);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> silent = all.filter(Files::isDirectory)
                    .filter(ArchitectureTest::holdsJava)
                    .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static boolean holdsJava(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
