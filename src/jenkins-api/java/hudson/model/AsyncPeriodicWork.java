package hudson.model;

import java.io.IOException;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class AsyncPeriodicWork extends PeriodicWork {
    public final String name;

    protected AsyncPeriodicWork(String name) {
        this.name = name;
    }

    protected abstract void execute(TaskListener listener) throws IOException, InterruptedException;
}
