package io.jenkins.plugins.bluegreen.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.report.Sample;
import io.jenkins.plugins.bluegreen.store.ModelJson;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What drivers saw tick by tick, kept beside the journal for the page: probes over time, targets, verdicts. One file of JSON lines per
 * deployment, appended to by whoever drives and read by whoever shows, in this process or another. A deployment never depends on it:
 * what cannot be written is logged and left out.
 */
public final class Sightings {
    private static final Logger LOG = Logger.getLogger(Sightings.class.getName());

    private final Path directory;
    private final ObjectMapper json = ModelJson.mapper();
    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();

    private Sightings(Path directory) {
        this.directory = directory;
    }

    /** Keeps them in this directory, which is made when the first one is written. */
    public static Sightings under(Path directory) {
        return new Sightings(directory);
    }

    /** Keeps them beside the state where that is a directory, else in {@code .bluegreen/sightings} below the working directory. */
    public static Sightings beside(State state) {
        Path place = state instanceof State.Directory directory ? directory.path() : Path.of(".bluegreen");
        return under(place.resolve("sightings"));
    }

    /**
     * What one tick saw.
     *
     * @param seen the observation, with those probes only that no earlier sighting of the deployment has
     * @param tally everything counted until then
     * @param rollbackBound longest time a rollback could have taken then
     */
    record Sighting(Instant at, Observation seen, List<Verdict> verdicts, Tally tally, Duration rollbackBound) {}

    /** All sightings of a deployment as one: the last, and the requests of all. */
    record Seen(Sighting last, List<Sample> samples) {}

    /** Writes down what a driver sees; to be given to {@link io.jenkins.plugins.bluegreen.engine.Engine#drive}. */
    public ProgressListener recorder() {
        return this::record;
    }

    private void record(Progress progress) {
        String environment = progress.deployment().order().environment().name();
        Path file = file(environment, progress.deployment().id());
        Instant before = written.getOrDefault(file.toString(), Instant.MIN);
        List<Probe> fresh = progress.seen().probes().stream()
                .filter(probe -> probe.at().isAfter(before))
                .toList();
        Sighting sighting = new Sighting(
                progress.at(),
                withProbes(progress.seen(), fresh),
                progress.verdicts(),
                progress.total(),
                progress.rollbackBound());
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    file,
                    json.writeValueAsString(sighting) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            fresh.stream().map(Probe::at).max(Instant::compareTo).ifPresent(at -> written.put(file.toString(), at));
            if (progress.deployment().phase().isTerminal()) {
                written.remove(file.toString());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot write " + file + "; the page will show less of this deployment", e);
        }
    }

    /** Everything seen of a deployment; empty if nobody has written anything down. */
    Optional<Seen> of(String environment, String id) {
        Path file = file(environment, id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Sighting> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                read(line).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        List<Sample> samples = all.stream()
                .flatMap(sighting -> sighting.seen().probes().stream())
                .filter(Probe::isLive)
                .map(Sample::of)
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new Seen(all.get(all.size() - 1), samples));
    }

    /** A line that is being written at this moment, or was torn by a crash, counts as not there. */
    private Optional<Sighting> read(String line) {
        try {
            return Optional.of(json.readValue(line, Sighting.class));
        } catch (JsonProcessingException e) {
            LOG.log(Level.FINE, "Left out a line that cannot be read", e);
            return Optional.empty();
        }
    }

    /** The environment's name is encoded, so that it cannot lead out of the directory. */
    private Path file(String environment, String id) {
        return directory.resolve(URLEncoder.encode(environment, StandardCharsets.UTF_8) + "--"
                + URLEncoder.encode(id, StandardCharsets.UTF_8) + ".jsonl");
    }

    private static Observation withProbes(Observation seen, List<Probe> probes) {
        return new Observation(
                seen.rules(),
                seen.sides(),
                seen.alarms(),
                seen.facts(),
                seen.schema(),
                seen.requests(),
                probes,
                seen.tally(),
                seen.problems(),
                seen.deniedSince());
    }
}
