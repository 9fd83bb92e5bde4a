package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Phase;

/** A bug: the machine tried to go where the table has no way. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(Phase from, Phase to) {
        super("a deployment tried to go from " + from + " to " + to + ", which the transition table does not allow");
    }
}
