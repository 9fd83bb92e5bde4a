package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.compute.InstanceLaunch;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Launch templates and their versions. */
public final class LaunchTemplates {
    private final Clock clock;
    private final String caller;
    private final Object lock = new Object();
    private final Map<String, LaunchTemplate> templates = new LinkedHashMap<>();

    /** @param caller the ARN that templates say they were created by */
    public LaunchTemplates(Clock clock, String caller) {
        this.clock = clock;
        this.caller = caller;
    }

    /** A template's version as a group launches it. */
    public record Resolved(String id, String name, long version, LaunchData data) {}

    /** What a version launches. */
    public record LaunchData(
            String imageId, String instanceType, Optional<String> userData, Map<String, String> instanceTags) {

        public LaunchData {
            instanceTags = Map.copyOf(instanceTags);
        }

        public InstanceLaunch launch(String zone, String subnetId, Map<String, String> groupTags) {
            Map<String, String> tags = new TreeMap<>(instanceTags);
            tags.putAll(groupTags);
            return new InstanceLaunch(imageId, instanceType, zone, subnetId, userData, tags);
        }
    }

    /**
     * @param version a number, {@code $Latest}, {@code $Default}, or empty for the default version
     * @throws AwsError when there is no such template or version
     */
    public Resolved resolve(Optional<String> id, Optional<String> name, String version) {
        synchronized (lock) {
            LaunchTemplate template = find(id, name);
            LaunchTemplate.Version found = version(template, version.isEmpty() ? "$Default" : version);
            Map<String, Params> data = found.data();
            LaunchData launch = new LaunchData(
                    text(data, "ImageId").orElse(""),
                    text(data, "InstanceType").orElse("t3.micro"),
                    TemplateData.userData(data),
                    TemplateData.instanceTags(data));
            return new Resolved(template.id, template.name, found.number(), launch);
        }
    }

    private static Optional<String> text(Map<String, Params> data, String member) {
        return Optional.ofNullable(data.get(member)).flatMap(Params::value);
    }

    void actions(AwsApi api) {
        api.on("CreateLaunchTemplate", this::create)
                .on("CreateLaunchTemplateVersion", this::createVersion)
                .on("DescribeLaunchTemplates", this::describe)
                .on("DescribeLaunchTemplateVersions", this::describeVersions)
                .on("ModifyLaunchTemplate", this::modify)
                .on("DeleteLaunchTemplate", this::delete)
                .on("DeleteLaunchTemplateVersions", this::deleteVersions);
    }

    private Shape create(Params params) {
        String name = required(params, "LaunchTemplateName");
        if (!name.matches("[a-zA-Z0-9().\\-/_]{3,128}")) {
            throw AwsError.of(
                    "InvalidLaunchTemplateName.MalformedException",
                    "A launch template name must be between 3 and 128 characters, and may contain letters, numbers,"
                            + " and the following characters: - ( ) . / _");
        }
        Map<String, Params> data = data(params);
        synchronized (lock) {
            if (templates.values().stream().anyMatch(other -> other.name.equals(name))) {
                throw AwsError.of(
                        "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
            }
            LaunchTemplate template = new LaunchTemplate(Ids.resource("lt-"), name, clock.instant());
            template.tags.putAll(TemplateData.tags(params.members(), "launch-template"));
            template.add(params.text("VersionDescription", ""), clock.instant(), data);
            templates.put(template.id, template);
            return Shape.shape().with("launchTemplate", template.shape(caller));
        }
    }

    private Shape createVersion(Params params) {
        Map<String, Params> sent = data(params);
        synchronized (lock) {
            LaunchTemplate template = find(params);
            Map<String, Params> data = new LinkedHashMap<>();
            params.text("SourceVersion")
                    .ifPresent(source -> data.putAll(version(template, source).data()));
            data.putAll(sent);
            LaunchTemplate.Version version = template.add(params.text("VersionDescription", ""), clock.instant(), data);
            return Shape.shape().with("launchTemplateVersion", template.shape(version, caller));
        }
    }

    private Shape describe(Params params) {
        synchronized (lock) {
            List<LaunchTemplate> asked = new ArrayList<>();
            params.texts("LaunchTemplateId").forEach(id -> asked.add(find(Optional.of(id), Optional.empty())));
            params.texts("LaunchTemplateName").forEach(name -> asked.add(find(Optional.empty(), Optional.of(name))));
            boolean all = !params.has("LaunchTemplateId") && !params.has("LaunchTemplateName");
            List<LaunchTemplate> matching = (all ? List.copyOf(templates.values()) : asked)
                    .stream()
                            .filter(template ->
                                    Filters.match(params, Map.of("launch-template-name", template.name), template.tags))
                            .toList();
            Page<LaunchTemplate> page = Page.of(
                    matching,
                    params.text("NextToken"),
                    params.integer("MaxResults", 1, 200).orElse(200),
                    "InvalidNextToken");
            return Shape.shape()
                    .list(
                            "launchTemplates",
                            page.items().stream()
                                    .map(template -> template.shape(caller))
                                    .toList())
                    .with("nextToken", page.nextMarker());
        }
    }

    private Shape describeVersions(Params params) {
        synchronized (lock) {
            LaunchTemplate template = find(params);
            List<String> asked = params.texts("LaunchTemplateVersion");
            List<LaunchTemplate.Version> versions = asked.isEmpty()
                    ? List.copyOf(template.versions.descendingMap().values())
                    : asked.stream().map(number -> version(template, number)).toList();
            long min = params.integer("MinVersion").orElse(1);
            long max = params.integer("MaxVersion").orElse(Integer.MAX_VALUE);
            Page<LaunchTemplate.Version> page = Page.of(
                    versions.stream()
                            .filter(one -> one.number() >= min && one.number() <= max)
                            .toList(),
                    params.text("NextToken"),
                    params.integer("MaxResults", 1, 200).orElse(200),
                    "InvalidNextToken");
            return Shape.shape()
                    .list(
                            "launchTemplateVersionSet",
                            page.items().stream()
                                    .map(one -> template.shape(one, caller))
                                    .toList())
                    .with("nextToken", page.nextMarker());
        }
    }

    private Shape modify(Params params) {
        synchronized (lock) {
            LaunchTemplate template = find(params);
            params.text("SetDefaultVersion")
                    .ifPresent(number ->
                            template.defaultVersion = version(template, number).number());
            return Shape.shape().with("launchTemplate", template.shape(caller));
        }
    }

    private Shape delete(Params params) {
        synchronized (lock) {
            LaunchTemplate template = find(params);
            templates.remove(template.id);
            return Shape.shape().with("launchTemplate", template.shape(caller));
        }
    }

    private Shape deleteVersions(Params params) {
        synchronized (lock) {
            LaunchTemplate template = find(params);
            List<Shape> done = new ArrayList<>();
            List<Shape> failed = new ArrayList<>();
            for (String number : params.texts("LaunchTemplateVersion")) {
                Shape item = Shape.shape()
                        .with("launchTemplateId", template.id)
                        .with("launchTemplateName", template.name)
                        .with("versionNumber", number);
                boolean isDefault = number.equals(Long.toString(template.defaultVersion));
                boolean removed = !isDefault
                        && number.matches("[0-9]{1,18}")
                        && template.versions.remove(Long.valueOf(number)) != null;
                if (removed) {
                    done.add(item);
                } else {
                    failed.add(item.with(
                            "responseError",
                            Shape.shape()
                                    .with("code", isDefault ? "unexpectedError" : "launchTemplateVersionDoesNotExist")
                                    .with(
                                            "message",
                                            isDefault
                                                    ? "The default version cannot be deleted."
                                                    : "Could not find launch template version")));
                }
            }
            return Shape.shape()
                    .list("successfullyDeletedLaunchTemplateVersionSet", done)
                    .list("unsuccessfullyDeletedLaunchTemplateVersionSet", failed);
        }
    }

    private static Map<String, Params> data(Params params) {
        Map<String, Params> data = params.child("LaunchTemplateData").members();
        if (data.isEmpty()) {
            throw AwsError.of("MissingParameter", "The request must contain the parameter LaunchTemplateData");
        }
        TemplateData.userData(data);
        return data;
    }

    private LaunchTemplate find(Params params) {
        return find(params.text("LaunchTemplateId"), params.text("LaunchTemplateName"));
    }

    private LaunchTemplate find(Optional<String> id, Optional<String> name) {
        if (id.isPresent()) {
            LaunchTemplate template = templates.get(id.get());
            if (template == null) {
                throw AwsError.of(
                        "InvalidLaunchTemplateId.NotFound",
                        "The specified launch template, with template ID " + id.get() + ", does not exist.");
            }
            return template;
        }
        String wanted = name.orElseThrow(() -> AwsError.of(
                "MissingParameter", "The request must contain the parameter LaunchTemplateId or LaunchTemplateName"));
        return templates.values().stream()
                .filter(template -> template.name.equals(wanted))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "InvalidLaunchTemplateName.NotFoundException",
                        "The specified launch template, with template name " + wanted + ", does not exist."));
    }

    private static LaunchTemplate.Version version(LaunchTemplate template, String wanted) {
        long number =
                switch (wanted) {
                    case "$Latest" -> template.latestVersion();
                    case "$Default" -> template.defaultVersion;
                    default -> wanted.matches("[0-9]{1,18}") ? Long.parseLong(wanted) : -1;
                };
        LaunchTemplate.Version version = template.versions.get(number);
        if (version == null) {
            throw AwsError.of(
                    "InvalidLaunchTemplateId.VersionNotFound",
                    "Could not find the specified version " + wanted + " for the launch template with ID " + template.id
                            + ".");
        }
        return version;
    }

    private static String required(Params params, String name) {
        return params.text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> AwsError.of("MissingParameter", "The request must contain the parameter " + name));
    }

    /** The tags of a template; empty when there is none of that id. */
    Optional<Map<String, String>> tags(String id) {
        synchronized (lock) {
            return Optional.ofNullable(templates.get(id)).map(template -> new TreeMap<>(template.tags));
        }
    }

    List<String> ids() {
        synchronized (lock) {
            return List.copyOf(templates.keySet());
        }
    }

    void retag(String id, Map<String, String> added, List<String> removed) {
        synchronized (lock) {
            LaunchTemplate template = find(Optional.of(id), Optional.empty());
            template.tags.putAll(added);
            template.tags.keySet().removeAll(removed);
        }
    }
}
