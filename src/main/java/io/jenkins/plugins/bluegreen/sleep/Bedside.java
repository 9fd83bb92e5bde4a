package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.Notes;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One environment's ports: looks at it, and does what was decided. */
final class Bedside {
    /** {@code min/desired/max} of a side when it is awake; on each side. */
    static final String AWAKE_SIZE = Notes.PREFIX + "awake-size";

    /** The {@link Mark}; on the blue side, for the environment. */
    static final String SLEEP = Notes.PREFIX + "sleep";

    /** Do not put to sleep before; on the blue side. */
    static final String AWAKE_UNTIL = Notes.PREFIX + "awake-until";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})/(\\d{1,5})/(\\d{1,5})");

    private final Sleepable sleepable;
    private final Environment environment;
    private final World world;
    private final Notes notes;
    private final Database databases;

    Bedside(Sleepable sleepable, SleepServices services) {
        this.sleepable = sleepable;
        this.environment = sleepable.environment();
        this.world = services.worlds().of(environment);
        this.notes = services.notes().apply(environment);
        this.databases = services.databases().apply(environment);
    }

    Sighting look() {
        Map<Colour, SideReading> sides = new EnumMap<>(Colour.class);
        Map<Colour, Capacity> remembered = new EnumMap<>(Colour.class);
        for (Colour colour : Colour.values()) {
            sides.put(colour, world.fleet().read(environment, colour, Urgency.ORDINARY));
        }
        Map<String, String> blue = notes.read(environment.blue());
        size(blue).ifPresent(size -> remembered.put(Colour.BLUE, size));
        size(notes.read(environment.green())).ifPresent(size -> remembered.put(Colour.GREEN, size));
        Set<Colour> serving = EnumSet.noneOf(Colour.class);
        world.traffic().read(environment, Urgency.ORDINARY).stream()
                .flatMap(rule -> rule.split().stream())
                .forEach(split -> List.of(Colour.values()).stream()
                        .filter(colour -> split.on(colour) > 0)
                        .forEach(serving::add));
        return new Sighting(
                sides, serving, remembered, Mark.parse(blue.get(SLEEP)), instant(blue), database(), List.of());
    }

    /** Less than {@link #look}: what a schedule must know. */
    SleepStatus status() {
        boolean isEmpty = List.of(Colour.values()).stream().allMatch(colour -> world.fleet()
                .read(environment, colour, Urgency.ORDINARY)
                .isEmpty());
        Map<String, String> blue = notes.read(environment.blue());
        return new SleepStatus(Mark.parse(blue.get(SLEEP)), isEmpty, instant(blue), database());
    }

    private Optional<Database.Reading> database() {
        return sleepable.database().isEmpty() ? Optional.empty() : Optional.of(databases.read(sleepable.database()));
    }

    private static Optional<Capacity> size(Map<String, String> written) {
        Matcher size = SIZE.matcher(written.getOrDefault(AWAKE_SIZE, ""));
        if (!size.matches()) {
            return Optional.empty();
        }
        int min = Integer.parseInt(size.group(1));
        int desired = Integer.parseInt(size.group(2));
        int max = Integer.parseInt(size.group(3));
        // Somebody may have edited the tag: a size that makes no sense was never remembered.
        return min <= desired && desired <= max && desired > 0
                ? Optional.of(new Capacity(min, max, desired))
                : Optional.empty();
    }

    private static Optional<Instant> instant(Map<String, String> written) {
        try {
            return Optional.ofNullable(written.get(AWAKE_UNTIL)).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Everything but {@link Act.Judge}. */
    void apply(Act act, Instant now, String by) {
        if (act instanceof Act.Remember remember) {
            Capacity size = remember.size();
            notes.write(
                    environment.side(remember.side()),
                    Map.of(AWAKE_SIZE, size.min() + "/" + size.desired() + "/" + size.max()));
        } else if (act instanceof Act.Forget) {
            for (Side side : List.of(environment.blue(), environment.green())) {
                notes.remove(side, Set.of(AWAKE_SIZE));
            }
        } else if (act instanceof Act.Write write) {
            notes.write(environment.blue(), Map.of(SLEEP, new Mark(write.state(), now, by).text()));
        } else if (act instanceof Act.Resize resize) {
            world.fleet().resize(environment, resize.side(), resize.size());
        } else if (act instanceof Act.Release release) {
            world.fleet().prepare(environment, release.side(), release.first(), release.size());
        } else if (act instanceof Act.StopDatabase) {
            databases.stop(sleepable.database());
        } else if (act instanceof Act.StartDatabase) {
            databases.start(sleepable.database());
        }
    }

    void keepAwake(Instant until) {
        notes.write(
                environment.blue(),
                Map.of(AWAKE_UNTIL, until.truncatedTo(ChronoUnit.SECONDS).toString()));
    }
}
