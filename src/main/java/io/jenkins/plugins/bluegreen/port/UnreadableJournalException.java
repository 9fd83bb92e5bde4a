package io.jenkins.plugins.bluegreen.port;

/** A stored deployment is there but cannot be understood: torn, edited, or written by a newer version of this product. */
public class UnreadableJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableJournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
