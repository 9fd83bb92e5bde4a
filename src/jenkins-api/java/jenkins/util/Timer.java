package jenkins.util;

import java.util.concurrent.ScheduledExecutorService;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class Timer {
    public static synchronized ScheduledExecutorService get() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}
