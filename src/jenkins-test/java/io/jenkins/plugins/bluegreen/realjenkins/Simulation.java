package io.jenkins.plugins.bluegreen.realjenkins;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A simulated cloud beside a real Jenkins. Virtual time moves only in the test's thread, the threads of Jenkins only add to what is due;
 * one lock keeps them apart.
 */
final class Simulation {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private final Bedroom bedroom = new Bedroom();
    private final Rig rig = bedroom.rig;

    Rig rig() {
        return rig;
    }

    Bedroom bedroom() {
        return bedroom;
    }

    void later(Duration delay, Runnable task) {
        synchronized (rig) {
            rig.time.after(delay, task);
        }
    }

    /** Does what is due now, and waits for what Jenkins makes of it, until something holds. Virtual time stands still. */
    void settle(String what, Callable<Boolean> holds) throws Exception {
        advanceUntil(what, holds, Duration.ZERO);
    }

    /** Lets virtual time pass, slowly enough for Jenkins to keep up, until something holds. */
    void pass(String what, Callable<Boolean> holds) throws Exception {
        advanceUntil(what, holds, Duration.ofSeconds(2));
    }

    private void advanceUntil(String what, Callable<Boolean> holds, Duration step) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("it never came to this: " + what);
            }
            synchronized (rig) {
                rig.time.advance(step);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Does something to the engine while nobody else does. */
    void run(Runnable task) {
        synchronized (rig) {
            task.run();
        }
    }

    /** Begins a deployment without any build, and lets time pass until it waits for a word. */
    void deployUntilVerified(Engine engine, Release release) throws Exception {
        run(() -> {
            Request request =
                    new Request(rig.cloud.environment(), release, Plan.parse("50%:60s, 100%:60s"), true, "ada");
            rig.drive(engine, engine.begin(request).id());
        });
        runTo(Phase.VERIFIED);
    }

    void deployUntilVerified(Engine engine) throws Exception {
        deployUntilVerified(engine, Release.of("v2"));
    }

    /** The id of the newest deployment, as soon as there is one. */
    String deployment() throws Exception {
        settle("there is a deployment", () -> !rig.store.recent("shop", 1).isEmpty());
        return rig.store.recent("shop", 1).get(0);
    }

    /** Where the newest deployment is. */
    Phase phase() throws Exception {
        return rig.phase(deployment());
    }

    /** Lets time pass until the newest deployment is in a phase. */
    void runTo(Phase phase) throws Exception {
        String id = deployment();
        synchronized (rig) {
            rig.runTo(id, phase);
        }
    }

    /** The controller is gone, and with it whatever it had meant to do. */
    void loseController() {
        synchronized (rig) {
            rig.time.forgetTasks();
        }
    }
}
