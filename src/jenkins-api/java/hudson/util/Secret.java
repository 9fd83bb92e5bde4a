package hudson.util;

import java.io.Serializable;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private Secret() {}

    public String getPlainText() {
        return DeclaredOnly.answer();
    }
}
