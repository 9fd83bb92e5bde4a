package io.jenkins.plugins.bluegreen.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.notify.Post;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.report.Recorded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who is told may change while deployments are under way. */
class AnnouncementsTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicReference<Notifications> wanted = new AtomicReference<>(to("old-room"));
    private final AtomicInteger opened = new AtomicInteger();
    private final Stored stored = Recorded.good().stored();

    private static Notifications to(String webhook) {
        return new Notifications("", "", webhook, "", "", "", "", "");
    }

    private Post open(Notifications notifications) {
        opened.incrementAndGet();
        return new Post(told::add)
                .also("webhook", (after, event) -> told.add(notifications.webhook() + " " + event.sentence()));
    }

    private void happens(Announcements announcements, int event) {
        Deployment after = stored.deployment();
        announcements.happened(after, stored.journal().get(event));
    }

    @Test
    void aChangeHoldsFromTheNextEventAndWhatWasSaidBeforeIsStillDelivered() throws Exception {
        Announcements announcements = new Announcements(wanted::get, this::open);
        happens(announcements, 0);

        wanted.set(to("new-room"));
        happens(announcements, 1);
        happens(announcements, 2);
        announcements.close();

        long end = System.nanoTime() + 30_000_000_000L;
        while (told.size() < 3 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "old-room " + stored.journal().get(0).sentence(),
                        "new-room " + stored.journal().get(1).sentence(),
                        "new-room " + stored.journal().get(2).sentence());
        assertThat(opened).hasValue(2);
    }
}
