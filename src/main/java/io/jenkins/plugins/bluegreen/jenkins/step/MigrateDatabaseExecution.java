package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import io.jenkins.plugins.bluegreen.schema.MigrationPhase;
import io.jenkins.plugins.bluegreen.schema.MigrationRefused;
import io.jenkins.plugins.bluegreen.schema.MigrationReport;
import io.jenkins.plugins.bluegreen.schema.MigrationSettings;
import io.jenkins.plugins.bluegreen.schema.ReleaseFile;
import io.jenkins.plugins.bluegreen.schema.SchemaMigrations;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import io.jenkins.plugins.bluegreen.wiring.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code migrateDatabase}: fetches the files from the workspace and applies them from the controller. After a restart it looks at the
 * database again and goes on with what is still pending.
 */
final class MigrateDatabaseExecution extends EnvironmentExecution {
    private static final long serialVersionUID = 1L;

    private final MigrationPhase phase;
    private final String folder;
    private final String release;
    private final String url;

    MigrateDatabaseExecution(
            StepContext context,
            EnvironmentChoice choice,
            MigrationPhase phase,
            String folder,
            String release,
            String url) {
        super(context, choice);
        this.phase = phase;
        this.folder = folder;
        this.release = release;
        this.url = url;
    }

    @Override
    public String getStatus() {
        return "migrating the database of environment " + environment() + ", " + phase.folder();
    }

    /** What runs in the database is not broken off in the middle. */
    @Override
    public void stop(Throwable cause) {
        log("the build ends here; a file that is being applied is finished or rolled back by itself");
        super.stop(cause);
    }

    @Override
    void advance(ControllerEngine controller, Caller caller) throws IOException {
        Path copy = Files.createTempDirectory("migrations");
        try {
            FilePath workspace = getContext().get(FilePath.class);
            workspace.child(folder).copyRecursiveTo("expand/*.sql,contract/*.sql", new FilePath(copy.toFile()));
            MigrationReport report = run(controller, workspace, settings(controller, copy));
            report.applied()
                    .forEach(file ->
                            log(file.file() + " applied in " + file.took().toMillis() + " ms"));
            log("the schema of " + environment() + " is at version " + report.to());
            succeed(result(report));
        } catch (MigrationRefused e) {
            throw new AbortException(e.getMessage().replace(copy.toString(), folder));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the workspace was read");
        } finally {
            delete(copy);
        }
    }

    private MigrationReport run(ControllerEngine controller, FilePath workspace, MigrationSettings settings)
            throws IOException, InterruptedException {
        SchemaMigrations migrations = new SchemaMigrations(settings);
        SchemaUsers users = controller.engine().schemaUsers(environment());
        return phase == MigrationPhase.EXPAND
                ? migrations.expand(declared(workspace), users)
                : migrations.contract(users);
    }

    private Release declared(FilePath workspace) throws IOException, InterruptedException {
        FilePath file = workspace.child(release);
        if (!file.exists()) {
            throw new AbortException("there is no file " + release
                    + " in the workspace: it must read {\"id\": \"7\", \"schema\": {\"min\": 2, \"max\": 3}}");
        }
        try (InputStream in = file.read()) {
            return ReleaseFile.parse(release, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The address as the step or the configuration has it; user and password as the build's variables have them, which mask the password. */
    private MigrationSettings settings(ControllerEngine controller, Path files)
            throws IOException, InterruptedException {
        Optional<SchemaSource> configured = controller.describe(choice()).database();
        EnvVars variables = getContext().get(EnvVars.class);
        String address = url.isEmpty() ? configured.map(SchemaSource::url).orElse("") : url;
        if (address.isEmpty()) {
            throw new AbortException("environment " + environment()
                    + " has no database: write its url and user under `schema:` where it is configured, or give the step"
                    + " url: 'jdbc:postgresql://host:5432/name'");
        }
        String user = variables.get("PGUSER", configured.map(SchemaSource::user).orElse(""));
        String password =
                variables.get(configured.map(SchemaSource::passwordVariable).orElse("PGPASSWORD"), "");
        if (user.isEmpty()) {
            throw new AbortException("nobody says who migrates: wrap the step in withCredentials([usernamePassword("
                    + "credentialsId: '...', usernameVariable: 'PGUSER', passwordVariable: 'PGPASSWORD')])");
        }
        return MigrationSettings.of(address, user, password, files);
    }

    private static Map<String, Object> result(MigrationReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("phase", report.phase().folder());
        map.put("from", report.from());
        map.put("to", report.to());
        map.put(
                "applied",
                List.copyOf(report.applied().stream()
                        .map(MigrationReport.Applied::file)
                        .toList()));
        return map;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
