package io.jenkins.plugins.bluegreen.jenkins.step;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;

/** A build that runs one step, can be saved and loaded by another controller, and remembers how the step ended. */
final class Build {
    private static final Map<Integer, Build> BUILDS = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final int number = NUMBERS.incrementAndGet();
    private final Bedroom bedroom;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Object> successes = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private StepExecution execution;
    private byte[] saved;
    private boolean deleted;
    private boolean killed;
    private Path workspace = Path.of("target");
    private EnvVars variables = new EnvVars(Map.of());
    private Node node = new Node("1", List.of(), Map.of());

    Build(Bedroom bedroom) {
        this.bedroom = bedroom;
        BUILDS.put(number, this);
    }

    /** Replaces the controller: what the old one had scheduled is gone, what it had stored is not. */
    static Controller startController(Bedroom bedroom) {
        bedroom.rig.time.forgetTasks();
        try {
            Path home = Files.createTempDirectory("controller");
            home.toFile().deleteOnExit();
            Controller controller = new Controller(bedroom, home);
            ExtensionList.put(ControllerEngine.class, controller);
            return controller;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody deletes it while it runs. */
    void delete() {
        deleted = true;
    }

    /** Somebody kills it the hard way, without a word to its step. */
    void kill() {
        killed = true;
    }

    /** What is in its workspace. */
    Build in(Path files) {
        workspace = files;
        return this;
    }

    /** What its environment variables are. */
    Build with(Map<String, String> environment) {
        variables = new EnvVars(environment);
        return this;
    }

    /** Before this, the build asked a question with an id, and somebody pressed the button; null = nobody who had logged in. */
    Build answered(String id, String by) {
        Map<Class<? extends Action>, Action> written = Map.of(
                ArgumentsAction.class,
                new Arguments(id),
                InputSubmittedAction.class,
                new InputSubmittedAction(by, null));
        Node question = new Node("2", List.of(node), written);
        // A step between, and two branches that join.
        node = new Node("4", List.of(new Node("3", List.of(question), Map.of()), node), Map.of());
        return this;
    }

    /** Runs the step until something is to be waited for. */
    Build run(Step step) throws Exception {
        execution = step.start(new Context(number));
        execution.start();
        return this;
    }

    /** A build that an older version of the plugin has saved, and this one goes on with. */
    static Build savedBefore(Bedroom bedroom, byte[] saved) throws IOException, ClassNotFoundException {
        Build build = new Build(bedroom);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved))) {
            build.execution = (StepExecution) in.readObject();
        }
        BUILDS.put(((Context) build.execution.getContext()).number, build);
        build.execution.onResume();
        return build;
    }

    /** What a crash would leave of the step. */
    void save() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
        }
        saved = bytes.toByteArray();
    }

    /** The controller dies without a word, and another one loads the build as it was last saved. */
    void crashAndResume() throws IOException, ClassNotFoundException {
        crashAndResume(saved);
    }

    /** The same, from an older save. */
    void crashAndResume(byte[] from) throws IOException, ClassNotFoundException {
        startController(bedroom);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(from))) {
            execution = (StepExecution) in.readObject();
        }
        execution.onResume();
    }

    byte[] saved() {
        return saved;
    }

    void abort(Throwable cause) throws Exception {
        execution.stop(cause);
    }

    boolean hasEnded() {
        return !successes.isEmpty() || !failures.isEmpty();
    }

    /** The value the step returned; it must have ended once, and well. */
    @SuppressWarnings("unchecked")
    Map<String, Object> result() {
        if (!failures.isEmpty() || successes.size() != 1) {
            throw new AssertionError("ended with " + successes + " and " + failures + "\n" + log());
        }
        return (Map<String, Object>) successes.get(0);
    }

    /** What the step failed with; it must have ended once, and badly. */
    Throwable failure() {
        if (failures.size() != 1 || !successes.isEmpty()) {
            throw new AssertionError("ended with " + successes + " and " + failures + "\n" + log());
        }
        return failures.get(0);
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    String status() {
        return execution.getStatus();
    }

    String name() {
        return "shop/deploy #" + number;
    }

    /** The context of the step: knows its build by number, as a real one does. */
    private static final class Context extends StepContext {
        private static final long serialVersionUID = 1L;
        private final int number;

        Context(int number) {
            this.number = number;
        }

        private Build build() {
            return BUILDS.get(number);
        }

        @Override
        public <T> T get(Class<T> key) throws IOException {
            if (build().deleted) {
                throw new IOException("shop/deploy #" + number + " did not yet start");
            }
            if (key == FilePath.class) {
                return key.cast(new FilePath(build().workspace.toFile()));
            }
            if (key == EnvVars.class) {
                return key.cast(build().variables);
            }
            if (key == FlowNode.class) {
                return key.cast(build().node);
            }
            if (key == Run.class) {
                return key.cast(new DeployRun(number));
            }
            if (key == TaskListener.class) {
                TaskListener listener = () -> new PrintStream(build().log, true, StandardCharsets.UTF_8);
                return key.cast(listener);
            }
            return null;
        }

        @Override
        public void onSuccess(Object result) {
            build().successes.add(result);
        }

        @Override
        public void onFailure(Throwable t) {
            build().failures.add(t);
        }

        @Override
        public ListenableFuture<Void> saveState() {
            try {
                build().save();
            } catch (IOException e) {
                throw new AssertionError("the step cannot be saved", e);
            }
            return null;
        }
    }

    private static final class Node extends FlowNode {
        private final String id;
        private final List<FlowNode> parents;
        private final Map<Class<? extends Action>, Action> written;

        Node(String id, List<FlowNode> parents, Map<Class<? extends Action>, Action> written) {
            this.id = id;
            this.parents = parents;
            this.written = written;
        }

        @Override
        public List<FlowNode> getParents() {
            return parents;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getDisplayName() {
            return id;
        }

        @Override
        public <T extends Action> T getAction(Class<T> type) {
            return type.cast(written.get(type));
        }
    }

    private static final class Arguments extends ArgumentsAction {
        private final String id;

        Arguments(String id) {
            this.id = id;
        }

        @Override
        protected Map<String, Object> getArgumentsInternal() {
            return Map.of("id", id, "message", "Give release v2 the traffic?");
        }
    }

    private static final class DeployRun extends Run<DeployJob, DeployRun> {
        private final int number;

        DeployRun(int number) {
            this.number = number;
        }

        @Override
        public DeployJob getParent() {
            return new DeployJob();
        }

        @Override
        public boolean isBuilding() {
            return !BUILDS.get(number).killed;
        }

        @Override
        public int getNumber() {
            return number;
        }

        @Override
        public String getDisplayName() {
            return "#" + number;
        }

        @Override
        public void addAction(Action action) {
            BUILDS.get(number).actions.add(action);
        }

        @Override
        public <T extends Action> T getAction(Class<T> type) {
            return BUILDS.get(number).actions.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public List<Cause> getCauses() {
            return List.of(new Cause.UserIdCause("ada"));
        }

        @Override
        public void save() {}
    }

    private static final class DeployJob extends Job<DeployJob, DeployRun> {
        @Override
        public DeployRun getBuildByNumber(int n) {
            return new DeployRun(n);
        }

        @Override
        public String getFullName() {
            return "shop/deploy";
        }

        @Override
        public String getDisplayName() {
            return "deploy";
        }
    }
}
