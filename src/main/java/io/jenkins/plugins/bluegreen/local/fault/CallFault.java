package io.jenkins.plugins.bluegreen.local.fault;

import java.time.Duration;

/**
 * One call that is to go wrong.
 *
 * @param service the signing name, such as {@code elasticloadbalancing} or {@code s3}
 * @param action such as {@code ModifyRule}
 * @param call which call of the action from now on, 1 is the next
 * @param moment whether the call takes effect before it goes wrong
 * @param kind how it goes wrong
 * @param status of an error, such as 500
 * @param code of an error, such as {@code InternalFailure}
 * @param hold how long a time-out keeps the connection open before it is cut
 */
public record CallFault(
        String service, String action, int call, Moment moment, Kind kind, int status, String code, Duration hold) {

    /** Before or after the call's effect. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** An error answer, or no answer at all. */
    public enum Kind {
        ERROR,
        TIMEOUT
    }

    public CallFault {
        if (call < 1) {
            throw new IllegalArgumentException(
                    "call " + call + " of " + action + " must be 1 or more: 1 is the next one");
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is not an error status (400-599)");
        }
    }

    /** HTTP 500 {@code InternalFailure}. */
    public static CallFault error(String service, String action, int call, Moment moment) {
        return new CallFault(service, action, call, moment, Kind.ERROR, 500, "InternalFailure", Duration.ZERO);
    }

    /** No answer; the connection is cut after a while. */
    public static CallFault timeout(String service, String action, int call, Moment moment, Duration hold) {
        return new CallFault(service, action, call, moment, Kind.TIMEOUT, 500, "", hold);
    }
}
