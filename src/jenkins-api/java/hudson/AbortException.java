package hudson;

import java.io.IOException;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class AbortException extends IOException {
    private static final long serialVersionUID = 1L;

    public AbortException(String message) {
        super(message);
    }
}
