package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.terraform.Finding;
import io.jenkins.plugins.bluegreen.terraform.PlanFile;
import io.jenkins.plugins.bluegreen.terraform.PlanGuard;
import io.jenkins.plugins.bluegreen.terraform.PlanUnreadable;
import io.jenkins.plugins.bluegreen.terraform.PlanVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs {@code checkTerraformPlan}. Interrupted by a restart, it reads the file again. */
final class CheckTerraformPlanExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final TreeSet<String> allowed;
    private final AtomicBoolean done = new AtomicBoolean();

    CheckTerraformPlanExecution(StepContext context, String file, Set<String> allowed) {
        super(context);
        this.file = file;
        this.allowed = new TreeSet<>(allowed);
    }

    @Override
    public boolean start() {
        onResume();
        return false;
    }

    @Override
    public void onResume() {
        ControllerEngine.get().execute(this::check);
    }

    @Override
    public void stop(Throwable cause) {
        fail(cause);
    }

    @Override
    public String getStatus() {
        return "reading " + file;
    }

    private void check() {
        try {
            PlanVerdict verdict = verdict(getContext().get(FilePath.class).child(file));
            if (!verdict.passes()) {
                throw new AbortException(verdict.sentence()
                        + verdict.refused().stream()
                                .map(CheckTerraformPlanExecution::words)
                                .collect(Collectors.joining()));
            }
            if (done.compareAndSet(false, true)) {
                getContext().onSuccess(ResultMap.of(verdict));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private PlanVerdict verdict(FilePath plan) throws IOException, InterruptedException {
        if (!plan.exists()) {
            throw new AbortException("there is no file " + file + " in the workspace: write it by `terraform plan"
                    + " -out=plan.bin` and `terraform show -json plan.bin > " + file + "`");
        }
        PlanGuard guard = new PlanGuard(allowed);
        try (InputStream in = plan.read()) {
            PlanFile.read(in, guard);
        } catch (PlanUnreadable e) {
            throw new AbortException(file + ": " + e.getMessage());
        }
        return guard.verdict();
    }

    private static String words(Finding finding) {
        return "\n  " + finding.address() + " " + finding.sentence() + ".\n    to let it pass: allow: ['"
                + finding.key() + "']";
    }

    private void fail(Throwable cause) {
        if (done.compareAndSet(false, true)) {
            getContext().onFailure(cause);
        }
    }
}
