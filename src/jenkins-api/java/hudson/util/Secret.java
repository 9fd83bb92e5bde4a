package hudson.util;

import java.io.Serializable;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private Secret() {}

    public String getPlainText() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}
