package io.jenkins.plugins.bluegreen.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.report.DeploymentJson;
import io.jenkins.plugins.bluegreen.report.EnvironmentJson;
import io.jenkins.plugins.bluegreen.report.EnvironmentJson.Known;
import io.jenkins.plugins.bluegreen.report.HtmlReceipt;
import io.jenkins.plugins.bluegreen.report.JsonReceipt;
import io.jenkins.plugins.bluegreen.report.Live;
import io.jenkins.plugins.bluegreen.report.Sample;
import io.jenkins.plugins.bluegreen.web.Sightings.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The documents behind the page, read from the store, from what drivers saw, and from a glance at the world. */
public final class PageData {
    private static final int HISTORY = 20;

    private final DeploymentStore store;
    private final Sightings sightings;
    private final Optional<Glance> glance;
    private final Clock clock;
    private final Map<String, Environment> configured = new TreeMap<>();

    /**
     * Reads from these.
     *
     * @param configured environments to show even before their first deployment
     * @param inspection looks at environments that nobody is deploying to; empty = the page shows no targets then, and costs no call
     */
    public PageData(
            DeploymentStore store,
            Sightings sightings,
            List<Environment> configured,
            Optional<Inspection> inspection,
            Clock clock) {
        this.store = store;
        this.sightings = sightings;
        this.glance = inspection.map(each -> new Glance(each, clock));
        this.clock = clock;
        configured.forEach(environment -> this.configured.put(environment.name(), environment));
    }

    /** All environments, by name. */
    public ObjectNode overview() {
        Map<String, Known> known = new TreeMap<>();
        configured.keySet().forEach(name -> known(name, 2).ifPresent(each -> known.put(name, each)));
        store.environments().forEach(name -> known(name, 2).ifPresent(each -> known.put(name, each)));
        return EnvironmentJson.overview(List.copyOf(known.values()), clock.now());
    }

    /** One environment with its history; empty if nobody knows it. */
    public Optional<ObjectNode> environment(String name) {
        return known(name, HISTORY).map(known -> EnvironmentJson.of(known, clock.now()));
    }

    /** One deployment; empty if there is no such one. */
    public Optional<ObjectNode> deployment(String environment, String id) {
        return store.load(environment, id).map(stored -> {
            Optional<Seen> seen = sightings.of(environment, id);
            Instant now = clock.now();
            return DeploymentJson.of(stored, receipt(stored, seen), live(stored, seen, now));
        });
    }

    /** The HTML receipt of a deployment, with the engine's own probes as samples. */
    public Optional<String> htmlReceipt(String environment, String id) {
        return store.load(environment, id).map(stored -> {
            Optional<Seen> seen = sightings.of(environment, id);
            return HtmlReceipt.render(receipt(stored, seen), samples(seen), stored);
        });
    }

    /** The JSON receipt of a deployment. */
    public Optional<String> jsonReceipt(String environment, String id) {
        return store.load(environment, id)
                .map(stored -> JsonReceipt.render(receipt(stored, sightings.of(environment, id)), List.of(), stored));
    }

    /** The receipts of all deployments that began at or after an instant, newest first, of one environment or of all. */
    public List<Receipt> receiptsSince(Instant from, Optional<String> environment) {
        List<Receipt> receipts = new ArrayList<>();
        for (String name : environment.map(List::of).orElseGet(store::environments)) {
            for (String id : store.recent(name, Integer.MAX_VALUE)) {
                Optional<Stored> stored = store.load(name, id);
                if (stored.isPresent() && stored.get().order().at().isBefore(from)) {
                    break;
                }
                stored.map(each -> receipt(each, Optional.empty())).ifPresent(receipts::add);
            }
        }
        receipts.sort(Comparator.comparing(Receipt::startedAt).reversed());
        return receipts;
    }

    private List<Stored> recent(String environment, int most) {
        return store.recent(environment, most).stream()
                .flatMap(id -> store.load(environment, id).stream())
                .toList();
    }

    /**
     * All deployments of an environment, newest first.
     *
     * @param ended those that have ended, by environment and id: read from here instead of the store, and added to
     */
    List<Stored> all(String environment, Map<String, Stored> ended) {
        List<Stored> all = new ArrayList<>();
        for (String id : store.recent(environment, Integer.MAX_VALUE)) {
            String key = environment + "/" + id;
            Optional<Stored> stored = Optional.ofNullable(ended.get(key)).or(() -> store.load(environment, id));
            stored.filter(each -> each.deployment().phase().isTerminal()).ifPresent(each -> ended.put(key, each));
            stored.ifPresent(all::add);
        }
        return all;
    }

    List<String> environments() {
        return store.environments();
    }

    private Optional<Known> known(String name, int most) {
        List<Stored> history = recent(name, most);
        Optional<Stored> latest = history.stream().findFirst();
        Optional<Environment> environment = Optional.ofNullable(configured.get(name))
                .or(() -> latest.map(stored -> stored.order().environment()));
        return environment.map(each -> new Known(
                each,
                latest,
                history.stream()
                        .map(stored -> receipt(stored, Optional.empty()))
                        .toList(),
                observation(each, latest)));
    }

    /** What a driver saw a moment ago is as good as a look of our own, and costs nothing. */
    private Optional<Observation> observation(Environment environment, Optional<Stored> latest) {
        return latest.filter(stored -> !stored.deployment().phase().isTerminal())
                .flatMap(stored ->
                        sightings.of(environment.name(), stored.order().id()))
                .filter(seen -> Duration.between(seen.last().at(), clock.now()).compareTo(Duration.ofMinutes(1)) < 0)
                .map(seen -> seen.last().seen())
                .or(() -> glance.map(each -> each.at(environment)));
    }

    private Receipt receipt(Stored stored, Optional<Seen> seen) {
        Tally saved = stored.deployment().tally();
        Tally sinceSaved = seen.map(each -> each.last().tally())
                .map(total -> new Tally(
                        Math.max(0, total.requests() - saved.requests()),
                        Math.max(0, total.failures() - saved.failures()),
                        Math.max(0, total.badAnswers() - saved.badAnswers()),
                        total.longestGap(),
                        Math.max(0, total.apiCalls() - saved.apiCalls())))
                .orElse(Tally.NONE);
        return Receipts.of(stored, sinceSaved, clock.now());
    }

    private static Live live(Stored stored, Optional<Seen> seen, Instant now) {
        boolean over = stored.deployment().phase().isTerminal();
        return new Live(
                now,
                seen.map(each -> each.last().seen()),
                seen.map(each -> each.last().verdicts()).orElse(List.of()),
                samples(seen),
                over ? Optional.empty() : seen.map(each -> each.last().rollbackBound()));
    }

    private static List<Sample> samples(Optional<Seen> seen) {
        return seen.map(Seen::samples).orElse(List.of());
    }
}
