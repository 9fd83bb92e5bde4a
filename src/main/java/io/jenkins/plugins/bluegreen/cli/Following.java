package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.engine.StoppedException;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Drives a deployment here; while another controller holds the lease, tells what that one does, and takes over when the lease runs out. */
final class Following {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Installation installation;
    private final ProgressListener listener;
    private final Consumer<String> say;

    Following(Installation installation, ProgressListener listener, Consumer<String> say) {
        this.installation = installation;
        this.listener = listener;
        this.say = say;
    }

    /** Until it comes to rest for its caller, by whomever. */
    Deployment toRest(String environment, String id) throws InterruptedException, ExecutionException {
        int told = -1;
        while (true) {
            try {
                return installation
                        .engine()
                        .drive(environment, id, listener::progressed)
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof StoppedException stopped)) {
                    throw e;
                }
                List<Event> journal = journal(environment, id);
                if (told < 0) {
                    say.accept("another controller drives it: " + stopped.getMessage());
                    say.accept("following it; this one goes on when that one is gone");
                    told = journal.size();
                }
                journal.stream().skip(told).map(Event::sentence).forEach(say);
                told = journal.size();
                pause();
            }
        }
    }

    private List<Event> journal(String environment, String id) {
        return installation.engine().find(environment, id).map(Stored::journal).orElse(List.of());
    }

    private void pause() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        installation.time().after(LOOK_EVERY, over::countDown);
        over.await();
    }
}
