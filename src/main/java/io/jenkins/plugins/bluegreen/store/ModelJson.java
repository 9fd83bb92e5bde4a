package io.jenkins.plugins.bluegreen.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Event;
import java.io.IOException;
import java.time.Duration;

/**
 * The JSON form of the model: records by their components, instants in ISO 8601, lengths of time as {@code 1m30s} (in ISO 8601 where
 * they are finer than a millisecond), events with a {@code type} that does not change when a class is renamed.
 */
public final class ModelJson {
    private ModelJson() {}

    /** A mapper of the caller's own. It is strict: what is missing, unknown or left over is an error. */
    public static ObjectMapper mapper() {
        SimpleModule lengths = new SimpleModule("lengths of time");
        lengths.addSerializer(Duration.class, new WriteDuration());
        lengths.addDeserializer(Duration.class, new ReadDuration());
        return JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule(), lengths)
                // Components only: isReady() and the like are answers, not state.
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addMixIn(Event.class, EventTypes.class)
                .build();
    }

    /** Saved journals carry these names for ever: add, never change. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Event.PhaseEntered.class, name = "phase-entered"),
        @JsonSubTypes.Type(value = Event.SizeTaken.class, name = "size-taken"),
        @JsonSubTypes.Type(value = Event.SuspensionFound.class, name = "suspension-found"),
        @JsonSubTypes.Type(value = Event.WeightsAsked.class, name = "weights-asked"),
        @JsonSubTypes.Type(value = Event.WeightsReadBack.class, name = "weights-read-back"),
        @JsonSubTypes.Type(value = Event.WeightsSettled.class, name = "weights-settled"),
        @JsonSubTypes.Type(value = Event.StepPassed.class, name = "step-passed"),
        @JsonSubTypes.Type(value = Event.PlanChanged.class, name = "plan-changed"),
        @JsonSubTypes.Type(value = Event.EvidenceTaken.class, name = "evidence-taken"),
        @JsonSubTypes.Type(value = Event.Approved.class, name = "approved"),
        @JsonSubTypes.Type(value = Event.ApprovalLapsed.class, name = "approval-lapsed"),
        @JsonSubTypes.Type(value = Event.TurnedBack.class, name = "turned-back"),
        @JsonSubTypes.Type(value = Event.TurnedForward.class, name = "turned-forward"),
        @JsonSubTypes.Type(value = Event.Halted.class, name = "halted"),
        @JsonSubTypes.Type(value = Event.Restored.class, name = "restored"),
        @JsonSubTypes.Type(value = Event.Adopted.class, name = "adopted")
    })
    private interface EventTypes {}

    private static final class WriteDuration extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            boolean wholeMillis = !value.isNegative() && value.getNano() % 1_000_000 == 0;
            out.writeString(wholeMillis ? Durations.format(value) : value.toString());
        }
    }

    private static final class ReadDuration extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString("");
            try {
                return text.startsWith("P") ? Duration.parse(text) : Durations.parse(text);
            } catch (IllegalArgumentException | java.time.format.DateTimeParseException e) {
                throw new InvalidFormatException(in, "'" + text + "' is not a length of time", text, Duration.class);
            }
        }
    }
}
