package hudson.model;

import java.util.List;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Cause {
    public abstract String getShortDescription();

    /** Declaration of what we use of the class of this name in Jenkins core. */
    public static class UserIdCause extends Cause {
        private final String userId;

        public UserIdCause(String userId) {
            this.userId = userId;
        }

        public String getUserId() {
            return userId;
        }

        @Override
        public String getShortDescription() {
            return "Started by user " + userId;
        }
    }

    /** Declaration of what we use of the class of this name in Jenkins core. */
    public static class UpstreamCause extends Cause {
        public List<Cause> getUpstreamCauses() {
            return DeclaredOnly.answer();
        }

        @Override
        public String getShortDescription() {
            return DeclaredOnly.answer();
        }
    }
}
