package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.CommandRefusedException;
import io.jenkins.plugins.bluegreen.engine.EnvironmentBusyException;
import io.jenkins.plugins.bluegreen.engine.RefusedException;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.UnreadableJournalException;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.sleep.SleepRefusedException;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Tells what people and the world do wrong from what we do wrong. */
final class Explained {
    private Explained() {}

    /** The sentence for people; empty if it is a bug of ours. */
    static Optional<String> sentence(Throwable thrown) {
        Throwable cause = cause(thrown);
        boolean expected = cause instanceof ConfigurationException
                || cause instanceof RefusedException
                || cause instanceof CommandRefusedException
                || cause instanceof EnvironmentBusyException
                || cause instanceof LeaseHeldException
                || cause instanceof SleepRefusedException
                || cause instanceof UnreadableJournalException
                || cause instanceof WorldException
                || cause instanceof IllegalArgumentException;
        return expected ? Optional.of(cause.getMessage()) : Optional.empty();
    }

    /** What happened, out of the wrapping of whoever waited for it. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
