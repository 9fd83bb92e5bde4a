package hudson.util;

import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class FormValidation extends IOException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public final Kind kind;

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static FormValidation ok() {
        return new FormValidation(Kind.OK, null) {
            private static final long serialVersionUID = 1L;
        };
    }

    public static FormValidation ok(String message) {
        return new FormValidation(Kind.OK, message) {
            private static final long serialVersionUID = 1L;
        };
    }

    public static FormValidation warning(String message) {
        return new FormValidation(Kind.WARNING, message) {
            private static final long serialVersionUID = 1L;
        };
    }

    public static FormValidation error(String message) {
        return new FormValidation(Kind.ERROR, message) {
            private static final long serialVersionUID = 1L;
        };
    }

    /** Declaration of what we use of the class of this name in Jenkins core. */
    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}
