package io.jenkins.plugins.bluegreen.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.aws.OneRegion;
import io.jenkins.plugins.bluegreen.cost.PriceTable;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Timing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an environment from a map: Terraform's output {@code deployment_target}, the same in {@code bluegreen.yaml}, or the
 * {@code target:} of a step. {@code docs/deployment-target.md} has the schema.
 */
final class TargetReader {
    private TargetReader() {}

    static Environment read(String path, String name, JsonNode node) {
        Fields fields = Fields.of(path, node);
        try {
            Environment environment = new Environment(
                    name(fields, name),
                    fields.required("region"),
                    URI.create(fields.required("url")),
                    fields.texts("addresses"),
                    rules(fields),
                    side(fields.map("blue"), Colour.BLUE),
                    side(fields.map("green"), Colour.GREEN),
                    fields.texts("alarms"),
                    fields.text("previewHeader", ""),
                    settings(fields.map("settings"), price(fields)));
            OneRegion.require(environment);
            // Facts for other readers of the same map.
            for (String other : List.of("loadBalancer", "stateBucket", "database", "size", "topic")) {
                fields.raw(other);
            }
            fields.noOthers();
            return environment;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException((path.isEmpty() ? "" : path + ": ") + e.getMessage(), e);
        }
    }

    /** Deployments are kept, leased and asked for by the name, so two names for one environment would be two environments. */
    private static String name(Fields fields, String key) {
        if (key.isEmpty()) {
            return fields.required("name");
        }
        String own = fields.text("name", key);
        if (!own.equals(key)) {
            throw new IllegalArgumentException(
                    "the environment is called '" + key + "' here and '" + own + "' in its target: give it one name");
        }
        return own;
    }

    private static List<RuleRef> rules(Fields fields) {
        List<RuleRef> rules = new ArrayList<>();
        for (Fields rule : fields.maps("rules")) {
            String listener = rule.required("listenerArn");
            boolean isDefault = rule.flag("default", !rule.has("arn"));
            rules.add(isDefault ? RuleRef.defaultOf(listener) : new RuleRef(listener, rule.required("arn")));
            rule.raw("arn");
            rule.noOthers();
        }
        return rules;
    }

    private static Side side(Fields fields, Colour colour) {
        Side side = new Side(colour, fields.required("targetGroup"), fields.required("group"));
        fields.raw("launchTemplate");
        fields.noOthers();
        return side;
    }

    /** What an instance costs by the price list, if the map says what kind it is; no release waits for a price. */
    private static InstancePrice price(Fields fields) {
        Fields instance = fields.map("instance");
        String type = instance.text("type", "");
        int volume = instance.number("volumeGib", 0);
        instance.noOthers();
        return type.isEmpty()
                ? InstancePrice.UNKNOWN
                : PriceTable.shipped().instance(type, volume, fields.required("region"));
    }

    /** @param price what an instance costs unless the settings say otherwise */
    static Settings settings(Fields fields, InstancePrice price) {
        Settings settings = new Settings(
                timing(fields.map("timing")),
                thresholds(fields.map("thresholds")),
                fields.flag("propagationGate", true),
                fields.number("minimumSize", 1),
                fields.text("insufficientDataReason", ""),
                fields.text("probePath", Settings.DEFAULT.probePath()),
                fields.has("instancePrice")
                        ? new InstancePrice(fields.decimal("instancePrice"), "$ an hour as configured")
                        : price);
        fields.noOthers();
        return settings;
    }

    private static Timing timing(Fields fields) {
        Timing usual = Timing.DEFAULT;
        Timing timing = new Timing(
                fields.duration("probeInterval", usual.probeInterval()),
                fields.duration("settleFloor", usual.settleFloor()),
                fields.duration("scaleInFloor", usual.scaleInFloor()),
                fields.duration("keepWindow", usual.keepWindow()),
                fields.duration("approvalExpiry", usual.approvalExpiry()),
                fields.duration("prepareDeadline", usual.prepareDeadline()),
                fields.duration("verifyDeadline", usual.verifyDeadline()),
                fields.duration("shiftDeadline", usual.shiftDeadline()),
                fields.duration("rollbackDeadline", usual.rollbackDeadline()),
                fields.duration("retireDeadline", usual.retireDeadline()));
        fields.noOthers();
        return timing;
    }

    private static Thresholds thresholds(Fields fields) {
        Thresholds usual = Thresholds.DEFAULT;
        Thresholds thresholds = new Thresholds(
                fields.number("badProbes", usual.badProbes()),
                fields.number("probeWindow", usual.probeWindow()),
                fields.duration("latencyLimit", usual.latencyLimit()),
                fields.number("minimumSample", usual.minimumSample()),
                fields.number("comparisonSample", usual.comparisonSample()),
                fields.number("silentProbes", usual.silentProbes()),
                fields.number("probesPerNode", usual.probesPerNode()),
                fields.duration("rollbackLimit", usual.rollbackLimit()));
        fields.noOthers();
        return thresholds;
    }
}
