package io.jenkins.plugins.bluegreen.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an environment needs to sleep: its database and size from its target, its schedule from {@code sleep:}. */
public final class SleepReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SleepReader() {}

    static Sleepable sleepable(String path, Environment environment, JsonNode target) {
        Fields fields = Fields.of(path, target);
        Fields size = fields.map("size");
        try {
            int desired = size.number("desired", Sleepable.USUAL_SIZE.desired());
            Capacity usual = new Capacity(
                    size.number("min", desired),
                    size.number("max", Math.max(desired, Sleepable.USUAL_SIZE.max())),
                    desired);
            size.noOthers();
            return new Sleepable(environment, fields.text("database", ""), usual);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException((path.isEmpty() ? "" : path + ".") + "size: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a schedule from a plain map, as a pipeline gives it: {@code stop}, {@code start}, {@code zone}, {@code holidays}.
     *
     * @throws ConfigurationException naming the field that is missing, unknown or wrong
     */
    public static Schedule schedule(Map<String, ?> schedule) {
        return schedule("schedule", Fields.of("schedule", MAPPER.valueToTree(schedule)));
    }

    static Schedule schedule(String path, Fields fields) {
        Set<LocalDate> holidays = new TreeSet<>();
        try {
            ZoneId zone = ZoneId.of(fields.required("zone"));
            for (String day : fields.texts("holidays")) {
                holidays.add(LocalDate.parse(day));
            }
            Schedule schedule = Schedule.of(fields.required("stop"), fields.text("start", ""), zone, holidays);
            fields.noOthers();
            return schedule;
        } catch (ConfigurationException e) {
            throw e;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ConfigurationException(path + ": " + e.getMessage(), e);
        }
    }
}
