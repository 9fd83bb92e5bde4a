package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.schema.MigrationPhase;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code migrateDatabase}: runs a phase of the migrations that lie in the workspace, if the releases of the environment allow it. */
public class MigrateDatabaseStep extends EnvironmentStep {
    private final String phase;
    private String folder;
    private String release;
    private String url;

    @DataBoundConstructor
    public MigrateDatabaseStep(String phase) {
        this.phase = Util.fixEmptyAndTrim(phase);
    }

    /** {@code expand} before traffic moves, {@code contract} when the old side is retired. */
    public String getPhase() {
        return phase;
    }

    /** Folder in the workspace that holds {@code expand/} and {@code contract/}; null = {@code app/migrations}. */
    public String getFolder() {
        return folder;
    }

    @DataBoundSetter
    public void setFolder(String folder) {
        this.folder = Util.fixEmptyAndTrim(folder);
    }

    /** File in the workspace in which the release to deploy declares itself; null = {@code app/release.json}. */
    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }

    /** JDBC address of the database; null = the one that the environment is configured with. */
    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new MigrateDatabaseExecution(
                context,
                choice(),
                phase(),
                folder == null ? "app/migrations" : folder,
                release == null ? "app/release.json" : release,
                url == null ? "" : url);
    }

    private MigrationPhase phase() throws AbortException {
        return Arrays.stream(MigrationPhase.values())
                .filter(each -> phase != null && each.folder().equals(phase.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new AbortException("phase '" + phase + "' is not known: give "
                        + Arrays.stream(MigrationPhase.values())
                                .map(MigrationPhase::folder)
                                .collect(Collectors.joining(" or "))));
    }

    /** What the pipeline engine and the snippet generator know of it. It reads files, so it needs a workspace. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("migrateDatabase", Messages.migrateDatabase_displayName());
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            Set<Class<?>> all = new HashSet<>(super.getRequiredContext());
            all.add(FilePath.class);
            return all;
        }

        /** What {@code phase} can be. */
        @POST
        public ListBoxModel doFillPhaseItems() {
            ListBoxModel model = new ListBoxModel();
            for (MigrationPhase each : MigrationPhase.values()) {
                model.add(each.folder(), each.folder());
            }
            return model;
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return String.valueOf(namedArgs.get("phase"));
        }
    }
}
