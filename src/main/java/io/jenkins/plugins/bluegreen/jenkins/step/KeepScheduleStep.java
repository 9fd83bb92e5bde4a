package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.bluegreen.jenkins.config.MapText;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code keepSchedule}: stops or starts an environment if its schedule says so now. For jobs with a timer. */
public class KeepScheduleStep extends EnvironmentStep {
    private Map<String, Object> schedule;

    @DataBoundConstructor
    public KeepScheduleStep() {}

    /** With {@code stop}, {@code start}, {@code zone} and {@code holidays}; null = the one it is configured with. */
    public Map<String, Object> getSchedule() {
        return schedule;
    }

    @DataBoundSetter
    public void setSchedule(Map<String, Object> schedule) {
        this.schedule = schedule == null || schedule.isEmpty() ? null : schedule;
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new KeepScheduleExecution(context, choice(), schedule == null ? null : MapText.write(schedule));
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("keepSchedule", Messages.keepSchedule_displayName());
        }
    }
}
