package io.jenkins.plugins.bluegreen.wiring;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.aws.AwsCredentialSource;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code bluegreen.yaml}, read and checked. {@code docs/configuration.md} has every field.
 *
 * @param state where deployments are kept
 * @param account how AWS is reached
 * @param environments by name, in the order of the file
 * @param plans each environment's own plan, where it has one
 * @param databases where each environment's schema version is read, where it has one
 * @param sleepables each environment with what goes to sleep with it
 * @param schedules when environments sleep, for those that do by themselves
 * @param notifications who is told how deployments go
 * @param metrics whether receipts become CloudWatch metrics
 */
public record Configuration(
        State state,
        AwsAccount account,
        Map<String, Environment> environments,
        Map<String, Plan> plans,
        Map<String, SchemaSource> databases,
        Map<String, Sleepable> sleepables,
        Map<String, Schedule> schedules,
        Notifications notifications,
        boolean metrics) {
    /** The file that is read if none is named. */
    public static final String FILE = "bluegreen.yaml";

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    public Configuration {
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
        plans = Map.copyOf(plans);
        databases = Map.copyOf(databases);
        sleepables = Map.copyOf(sleepables);
        schedules = Map.copyOf(schedules);
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it is not there or anything in it is wrong
     */
    public static Configuration load(Path file) {
        JsonNode tree = readTree(file, YAML);
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        try {
            return read(Fields.of("", tree), base);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the text of such a file where there is none, as in a form. It cannot refer to other files.
     *
     * @throws ConfigurationException if anything in it is wrong
     */
    public static Configuration parse(String text) {
        try {
            JsonNode tree = YAML.readTree(text);
            return read(Fields.of("", tree), null);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "this is not YAML: line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Of one environment alone, described by a plain map as a pipeline gives it; {@code docs/deployment-target.md} has the schema.
     *
     * @param name what it is to be called; empty = as the map says
     * @throws ConfigurationException naming the field that is missing, unknown or wrong
     */
    public static Configuration ofTarget(String name, Map<String, ?> target) {
        JsonNode tree = JSON.valueToTree(target);
        Environment environment = TargetReader.read("target", name, tree);
        return new Configuration(
                new State.Directory(Path.of("")),
                new AwsAccount(Optional.empty(), new AwsCredentialSource.DefaultChain(), Optional.empty()),
                Map.of(environment.name(), environment),
                Map.of(),
                Map.of(),
                Map.of(environment.name(), SleepReader.sleepable("target", environment, tree)),
                Map.of(),
                Notifications.NONE,
                false);
    }

    private static Configuration read(Fields fields, Path base) {
        AwsAccount account = account(fields.map("aws"));
        Map<String, Environment> environments = new LinkedHashMap<>();
        Map<String, Plan> plans = new LinkedHashMap<>();
        Map<String, SchemaSource> databases = new LinkedHashMap<>();
        Map<String, Sleepable> sleepables = new LinkedHashMap<>();
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        Fields all = fields.map("environments");
        for (String name : all.names()) {
            Fields one = all.map(name);
            JsonNode target = target(name, one, base);
            Environment environment = environment(name, one, target);
            environments.put(name, environment);
            sleepables.put(name, SleepReader.sleepable(targetPath(name), environment, target));
            if (one.has("plan")) {
                plans.put(name, plan(name, one.required("plan")));
            }
            if (one.has("schema")) {
                databases.put(name, SchemaSource.read(one.map("schema"), base == null ? Path.of("") : base));
            }
            if (one.has("sleep")) {
                schedules.put(name, SleepReader.schedule("environments." + name + ".sleep", one.map("sleep")));
            }
            one.noOthers();
        }
        if (environments.isEmpty()) {
            throw new ConfigurationException("environments is empty: name at least one environment with its target");
        }
        Sharing.requireNone(environments.values());
        State state = state(fields.text("state", ".bluegreen"), base, environments);
        Notifications notifications = Notifications.read(fields.map("notifications"));
        boolean metrics = fields.flag("metrics", false);
        fields.noOthers();
        return new Configuration(
                state, account, environments, plans, databases, sleepables, schedules, notifications, metrics);
    }

    private static Plan plan(String name, String text) {
        try {
            return Plan.parse(text).toTheEnd();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("environments." + name + ".plan: " + e.getMessage(), e);
        }
    }

    private static String targetPath(String name) {
        return "environments." + name + ".target";
    }

    /** The map itself, or the one in Terraform's output. */
    private static JsonNode target(String name, Fields one, Path base) {
        if (one.has("target")) {
            one.raw("terraformOutput");
            return one.raw("target");
        }
        if (base == null) {
            throw new ConfigurationException(
                    targetPath(name) + " is missing: only a file can refer to terraformOutput");
        }
        Path file = base.resolve(one.required("terraformOutput"));
        JsonNode target = readTree(file, JSON).path("deployment_target").path("value");
        if (target.isMissingNode()) {
            throw new ConfigurationException(file + " holds no output deployment_target: write it with "
                    + "`terraform output -json > " + file.getFileName() + "`");
        }
        return target;
    }

    private static Environment environment(String name, Fields one, JsonNode target) {
        Environment environment = TargetReader.read(targetPath(name), name, target);
        return one.has("settings")
                ? environment.with(TargetReader.settings(
                        one.map("settings"), environment.settings().instancePrice()))
                : environment;
    }

    private static AwsAccount account(Fields aws) {
        Optional<URI> endpoint =
                aws.has("endpoint") ? Optional.of(URI.create(aws.required("endpoint"))) : Optional.empty();
        AwsCredentialSource source = new AwsCredentialSource.DefaultChain();
        if (aws.flag("anyCredentials", false)) {
            if (endpoint.isEmpty()) {
                throw new ConfigurationException("aws.anyCredentials is for an emulator: name its aws.endpoint too");
            }
            source = AwsAccount.local(endpoint.get()).credentials();
        }
        if (aws.has("roleArn")) {
            source = new AwsCredentialSource.Role(
                    aws.required("roleArn"), aws.text("externalId", ""), aws.text("sessionName", "bluegreen"), source);
        }
        aws.raw("externalId");
        aws.raw("sessionName");
        aws.noOthers();
        return new AwsAccount(endpoint, source, Optional.empty());
    }

    private static State state(String where, Path base, Map<String, Environment> environments) {
        if (!where.startsWith("s3://")) {
            return new State.Directory(base == null ? Path.of(where) : base.resolve(where));
        }
        String region = environments.values().iterator().next().region();
        return State.Bucket.read(where, region)
                .orElseThrow(() -> new ConfigurationException("state '" + where
                        + "' is no place for deployments: write s3://<bucket>/<prefix>, with ?region=<region> behind it if"
                        + " the bucket is not in " + region + ", or a directory"));
    }

    private static JsonNode readTree(Path file, ObjectMapper mapper) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationException(
                    "there is no file " + file + " that can be read: name another with --config, or start the"
                            + " local cloud with `bluegreen up`, which writes one");
        }
        try {
            return mapper.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new ConfigurationException(file + " cannot be read: " + inOneLine(e), e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The parser draws the place over several lines, all but the first indented. */
    private static String inOneLine(JacksonException e) {
        String words = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(", "));
        return e.getLocation() == null
                ? words
                : words + " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /**
     * An environment by name.
     *
     * @throws ConfigurationException naming those that there are
     */
    public Environment environment(String name) {
        Environment environment = environments.get(name);
        if (environment == null) {
            throw new ConfigurationException(
                    "there is no environment '" + name + "': there are " + String.join(", ", environments.keySet()));
        }
        return environment;
    }

    /**
     * Where an environment's schema version is read.
     *
     * @throws ConfigurationException if it declares no database
     */
    public SchemaSource database(String name) {
        environment(name);
        SchemaSource source = databases.get(name);
        if (source == null) {
            throw new ConfigurationException("environments." + name
                    + " declares no database: write its url and user under environments." + name + ".schema");
        }
        return source;
    }

    /** Whether an endpoint of its own stands for AWS, so that nothing there costs money. */
    public boolean isEmulated() {
        return account.endpoint().isPresent();
    }

    /** An environment's plan: its own, or the product's default. */
    public Plan plan(String name) {
        return plans.getOrDefault(name, Plan.DEFAULT);
    }

    /** An environment with what goes to sleep with it, by name. */
    public Sleepable sleepable(String name) {
        environment(name);
        return sleepables.get(name);
    }

    /** The environments that sleep by themselves, with their schedules. */
    public Map<Sleepable, Schedule> sleepSchedules() {
        Map<Sleepable, Schedule> all = new LinkedHashMap<>();
        schedules.forEach((name, schedule) -> all.put(sleepables.get(name), schedule));
        return all;
    }
}
