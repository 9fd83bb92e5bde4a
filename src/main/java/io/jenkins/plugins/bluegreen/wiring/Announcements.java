package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.notify.Post;
import io.jenkins.plugins.bluegreen.port.Notifier;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells whoever is to be told at the moment, which may change from one event to the next. */
final class Announcements implements Notifier, AutoCloseable {
    private final Supplier<Notifications> wanted;
    private final Function<Notifications, Post> open;
    private Notifications present;
    private Post post;

    /** @param open begins to deliver to these */
    Announcements(Supplier<Notifications> wanted, Function<Notifications, Post> open) {
        this.wanted = wanted;
        this.open = open;
        post();
    }

    @Override
    public void happened(Deployment after, Event event) {
        post().happened(after, event);
    }

    private synchronized Post post() {
        Notifications now = wanted.get();
        if (!now.equals(present)) {
            Post before = post;
            post = open.apply(now);
            present = now;
            if (before != null) {
                // Delivering what still waits may take seconds, which a deployment does not have.
                CompletableFuture.runAsync(before::close);
            }
        }
        return post;
    }

    @Override
    public synchronized void close() {
        post.close();
    }
}
