package io.jenkins.plugins.bluegreen.library;

import static com.lesfurets.jenkins.unit.MethodSignature.method;

import com.lesfurets.jenkins.unit.BasePipelineTest;
import com.lesfurets.jenkins.unit.cps.BasePipelineTestCPS;
import com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration;
import com.lesfurets.jenkins.unit.global.lib.SourceRetriever;
import hudson.AbortException;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A pipeline with the shared library and without a Jenkins, in plain Groovy or transformed as Jenkins does it (CPS). */
final class Pipeline {
    /** The steps that were called, with their arguments, in order. */
    final List<String> steps = new ArrayList<>();

    /** Everything that was printed. */
    final StringBuilder log = new StringBuilder();

    /** What Terraform prints. */
    private static final String OUTPUTS =
            "{\"deployment_target\":{\"sensitive\":false,\"type\":\"string\",\"value\":{\"name\":\"staging\"}},"
                    + "\"dashboard\":{\"sensitive\":false,\"type\":\"string\",\"value\":\"https://d\"}}";

    /** Environments whose schedule cannot be kept. */
    final List<String> stuck = new ArrayList<>();

    private final Deque<Map<String, Object>> answers = new ArrayDeque<>();
    private final BasePipelineTest unit;

    Pipeline(boolean cps) throws Exception {
        this(cps ? new BasePipelineTestCPS() {} : new BasePipelineTest() {}, "src/test/pipelines");
    }

    /** A Declarative one that lies in the root of this repository. */
    static Pipeline declarative() throws Exception {
        Pipeline pipeline = new Pipeline(new BasePipelineTest() {}, "");
        Declarative.in(pipeline.unit);
        return pipeline;
    }

    private Pipeline(BasePipelineTest unit, String folder) throws Exception {
        this.unit = unit;
        unit.setScriptRoots(new String[] {folder});
        unit.setUp();
        unit.getHelper()
                .registerSharedLibrary(LibraryConfiguration.library()
                        .name("bluegreen")
                        .defaultVersion("main")
                        .allowOverride(true)
                        .implicit(true)
                        .targetPath("<none>")
                        .retriever(new ThisDirectory())
                        .build());
        unit.getHelper()
                .registerAllowedMethod(method("error", String.class), (Function<CharSequence, Object>) this::error);
        unit.getHelper().registerAllowedMethod(method("echo", String.class), (Consumer<CharSequence>)
                text -> log.append(text).append('\n'));
        step("input", arguments -> answers.pop());
        step("mail", arguments -> null);
        step("checkTerraformPlan", arguments -> Map.of("sentence", "The plan may be applied: 3 changes."));
        step("keepSchedule", this::keepSchedule);
        step("sh", arguments -> OUTPUTS);
        unit.getHelper().registerAllowedMethod(method("sh", String.class), (Consumer<CharSequence>)
                script -> steps.add("sh " + script));
        step("blueGreenDeploy", arguments -> deployment(arguments, "VERIFIED"));
        step("verifyHealth", arguments -> Map.of("healthy", true));
        step("rollback", arguments -> Map.of());
        step("migrateDatabase", arguments -> Map.of());
        step("shiftTraffic", arguments -> deployment(arguments, "KEEPING"));
        set("currentBuild", new StartedBy("ada"));
        set("env", Map.of("BUILD_URL", "http://jenkins/job/7/"));
    }

    void set(String name, Object value) {
        unit.getBinding().setVariable(name, value);
    }

    /** Somebody answers the next question. */
    Pipeline answered(String by, String reason) {
        answers.add(Map.of("approvedBy", by, "reason", reason));
        return this;
    }

    Object run(String script) throws Exception {
        return unit.runScript(script);
    }

    static Map<String, Object> verified() {
        return deployment(Map.of("release", "v2", "environment", "production"), "VERIFIED");
    }

    private void step(String name, Function<Map<String, Object>, Object> effect) {
        unit.getHelper()
                .registerAllowedMethod(method(name, Map.class), (Function<Map<String, Object>, Object>) arguments -> {
                    steps.add(name + " " + arguments);
                    return effect.apply(arguments);
                });
    }

    private Object keepSchedule(Map<String, Object> arguments) {
        Object environment = arguments.get("environment");
        return stuck.contains(environment)
                ? thrown(new AbortException("environment " + environment + " is not asleep"))
                : Map.of("environment", environment, "wish", "stop");
    }

    /** As a step fails: with an exception that Java would have its callers declare. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> Object thrown(Exception failure) throws E {
        throw (E) failure;
    }

    private Object error(CharSequence message) {
        try {
            throw new AbortException(message.toString());
        } catch (AbortException e) {
            throw new IllegalStateException(message.toString(), e);
        }
    }

    private static Map<String, Object> deployment(Map<String, Object> arguments, String phase) {
        Map<String, Object> receipt = new LinkedHashMap<>(Map.of(
                "id",
                "7",
                "outcome",
                "SUCCEEDED",
                "by",
                "shop #1",
                "approvedBy",
                "",
                "deploySeconds",
                53.2,
                "rollbackSeconds",
                0.0,
                "reason",
                "fine"));
        receipt.put("environment", arguments.get("environment"));
        receipt.put("release", arguments.getOrDefault("release", "v2"));
        receipt.put("previous", "v1");
        Map<String, Object> deployment = new LinkedHashMap<>(receipt);
        deployment.put("phase", phase);
        deployment.put("receipt", receipt);
        deployment.put(
                "evidence",
                Map.of(
                        "hash",
                        "0123456789abcdef",
                        "facts",
                        Map.of("live side", "blue"),
                        "measurements",
                        Map.of("latency", "9 ms")));
        return deployment;
    }

    /** The library is this very repository. */
    private static final class ThisDirectory implements SourceRetriever {
        @Override
        public List<URL> retrieve(String repository, String branch, String targetPath) {
            try {
                return List.of(Path.of("").toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a script sees of its own build. */
    public record StartedBy(String user) implements Serializable {
        private static final long serialVersionUID = 1L;

        public List<Map<String, String>> getBuildCauses(String type) {
            return List.of(Map.of("userId", user));
        }
    }
}
