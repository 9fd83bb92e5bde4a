package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A launch template with all of its versions. Guarded by the lock of {@link LaunchTemplates}. */
final class LaunchTemplate {
    final String id;
    final String name;
    final Instant createdAt;
    final Map<String, String> tags = new TreeMap<>();
    final TreeMap<Long, Version> versions = new TreeMap<>();
    long defaultVersion = 1;
    long nextVersion = 1;

    LaunchTemplate(String id, String name, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.createdAt = createdAt;
    }

    /** What one version launches; the data as it was sent, by member. */
    record Version(long number, String description, Instant createdAt, Map<String, Params> data) {
        Version {
            data = Map.copyOf(data);
        }
    }

    Version add(String description, Instant now, Map<String, Params> data) {
        Version version = new Version(nextVersion++, description, now, data);
        versions.put(version.number(), version);
        return version;
    }

    long latestVersion() {
        return versions.lastKey();
    }

    Shape shape(String caller) {
        return Shape.shape()
                .with("launchTemplateId", id)
                .with("launchTemplateName", name)
                .with("createTime", createdAt)
                .with("createdBy", caller)
                .with("defaultVersionNumber", defaultVersion)
                .with("latestVersionNumber", latestVersion())
                .list("tagSet", TagShapes.of(tags));
    }

    Shape shape(Version version, String caller) {
        return Shape.shape()
                .with("launchTemplateId", id)
                .with("launchTemplateName", name)
                .with("versionNumber", version.number())
                .with("versionDescription", version.description().isEmpty() ? null : version.description())
                .with("createTime", version.createdAt())
                .with("createdBy", caller)
                .with("defaultVersion", version.number() == defaultVersion)
                .with("launchTemplateData", TemplateData.shape(version.data()));
    }
}
