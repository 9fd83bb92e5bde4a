package io.jenkins.plugins.bluegreen.notify;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * Something about a deployment that people are told.
 *
 * @param kind what kind of thing
 * @param deployment the state after it
 * @param sentence what happened
 * @param at when
 */
record News(Kind kind, Deployment deployment, String sentence, Instant at) {
    /** What is told; the word is what configuration, webhooks and templates call it. */
    enum Kind {
        BEGUN("begun"),
        APPROVAL_WAITING("approval waiting"),
        STEP_REACHED("step reached"),
        ROLLED_BACK("rolled back"),
        HALTED("halted: a person is needed"),
        DONE("done");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The news in an event, if it is any. */
    static Optional<News> of(Deployment after, Event event) {
        return kind(after, event).map(kind -> new News(kind, after, event.sentence(), event.at()));
    }

    private static Optional<Kind> kind(Deployment after, Event event) {
        if (event instanceof Event.Halted) {
            return Optional.of(Kind.HALTED);
        }
        if (event instanceof Event.WeightsSettled) {
            boolean forward = after.heading() == Heading.FORWARD
                    && (after.phase() == Phase.SHIFTING || after.phase() == Phase.BAKING);
            return forward ? Optional.of(Kind.STEP_REACHED) : Optional.empty();
        }
        if (!(event instanceof Event.PhaseEntered entered)) {
            return Optional.empty();
        }
        return switch (entered.phase()) {
            case PREPARING -> Optional.of(Kind.BEGUN);
            case VERIFIED -> after.order().stopWhenVerified() ? Optional.of(Kind.APPROVAL_WAITING) : Optional.empty();
            case KEEPING -> Optional.of(after.heading() == Heading.BACK ? Kind.ROLLED_BACK : Kind.DONE);
            // Traffic that has come back was told when it was back.
            case ROLLED_BACK -> after.traffic().moved() ? Optional.empty() : Optional.of(Kind.ROLLED_BACK);
            default -> Optional.empty();
        };
    }

    String environment() {
        return deployment.order().environment().name();
    }

    String headline() {
        return environment() + ": release " + deployment.order().release().id() + " " + kind.words();
    }
}
