package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as clients send them: ISO 8601 in forms, epoch seconds in JSON. */
final class Times {
    private Times() {}

    static Optional<Instant> of(Params params, String name) {
        return params.text(name).map(text -> {
            try {
                return text.matches("[0-9.Ee+]+")
                        ? Instant.ofEpochMilli((long) (Double.parseDouble(text) * 1000))
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException | NumberFormatException e) {
                throw AwsError.of("InvalidParameterValue", "'" + text + "' is not a time for " + name);
            }
        });
    }

    static Instant required(Params params, String name) {
        return of(params, name)
                .orElseThrow(() -> AwsError.of("MissingParameter", "The parameter " + name + " is required."));
    }
}
