package hudson.model;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements Item {
    public abstract RunT getBuildByNumber(int n);
}
