package io.jenkins.plugins.bluegreen.port;

/** A call to the world failed. The message is one sentence naming the thing, the value and the way out. */
public class WorldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, as far as it matters to what happens next. */
    public enum Kind {
        /** Too many calls: trying again later helps. */
        THROTTLED,
        /** No answer, or a server's error: the call may or may not have had its effect; trying again helps. */
        UNAVAILABLE,
        /** The credentials are missing, expired or not known: it goes on when somebody, or their source, has renewed them. */
        NO_CREDENTIALS,
        /** The caller is known and has no right to it: a person must grant it. */
        DENIED,
        /** The named thing does not exist in this account and region. */
        NOT_FOUND,
        /** The call was understood and refused. */
        REJECTED
    }

    private final Kind kind;

    public WorldException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public WorldException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
