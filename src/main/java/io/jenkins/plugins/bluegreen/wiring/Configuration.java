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
 */
public record Configuration(
        State state,
        AwsAccount account,
        Map<String, Environment> environments,
        Map<String, Plan> plans,
        Map<String, SchemaSource> databases) {
    /** The file that is read if none is named. */
    public static final String FILE = "bluegreen.yaml";

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    public Configuration {
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
        plans = Map.copyOf(plans);
        databases = Map.copyOf(databases);
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

    private static Configuration read(Fields fields, Path base) {
        AwsAccount account = account(fields.map("aws"));
        Map<String, Environment> environments = new LinkedHashMap<>();
        Map<String, Plan> plans = new LinkedHashMap<>();
        Map<String, SchemaSource> databases = new LinkedHashMap<>();
        Fields all = fields.map("environments");
        for (String name : all.names()) {
            Fields one = all.map(name);
            environments.put(name, environment(name, one, base));
            if (one.has("plan")) {
                plans.put(name, plan(name, one.required("plan")));
            }
            if (one.has("schema")) {
                databases.put(name, SchemaSource.read(one.map("schema"), base));
            }
            one.noOthers();
        }
        if (environments.isEmpty()) {
            throw new ConfigurationException("environments is empty: name at least one environment with its target");
        }
        State state = state(fields.text("state", ".bluegreen"), base, environments);
        fields.noOthers();
        return new Configuration(state, account, environments, plans, databases);
    }

    private static Plan plan(String name, String text) {
        try {
            return Plan.parse(text).toTheEnd();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("environments." + name + ".plan: " + e.getMessage(), e);
        }
    }

    private static Environment environment(String name, Fields one, Path base) {
        String path = "environments." + name + ".target";
        Environment environment;
        if (one.has("target")) {
            environment = TargetReader.read(path, name, one.raw("target"));
        } else if (base == null) {
            throw new ConfigurationException(path + " is missing: only a file can refer to terraformOutput");
        } else {
            Path file = base.resolve(one.required("terraformOutput"));
            JsonNode output = readTree(file, JSON);
            JsonNode target = output.path("deployment_target").path("value");
            if (target.isMissingNode()) {
                throw new ConfigurationException(file + " holds no output deployment_target: write it with "
                        + "`terraform output -json > " + file.getFileName() + "`");
            }
            environment = TargetReader.read(file + ": deployment_target", name, target);
        }
        one.raw("terraformOutput");
        return one.has("settings") ? environment.with(TargetReader.settings(one.map("settings"))) : environment;
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
        String rest = where.substring("s3://".length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new ConfigurationException(
                    "state '" + where + "' names no bucket: write s3://bucket/prefix or a directory");
        }
        String region = environments.values().iterator().next().region();
        return new State.Bucket(region, bucket, slash < 0 ? "" : rest.substring(slash + 1));
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

    /** An environment's plan: its own, or the product's default. */
    public Plan plan(String name) {
        return plans.getOrDefault(name, Plan.DEFAULT);
    }
}
