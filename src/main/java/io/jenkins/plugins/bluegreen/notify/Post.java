package io.jenkins.plugins.bluegreen.notify;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.port.Notifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Delivers news on few threads of its own, in order for each receiver, from bounded queues: whoever tells it something is never kept
 * waiting, and when a receiver is too slow its oldest news stay and further ones are dropped and said so.
 */
public final class Post implements Notifier, AutoCloseable {
    /** News of three big deployments; more than that waiting is no news any more. */
    static final int QUEUE = 100;

    private static final int LAST_SECONDS = 3;

    private final List<Line> lines = new ArrayList<>();
    private final Sender sender = new Sender();
    private final Consumer<String> complaints;

    /** @param complaints gets a sentence for what was not delivered; never a secret */
    public Post(Consumer<String> complaints) {
        this.complaints = complaints;
    }

    /** One receiver with its queue and its thread, so that a slow one delays nobody else. */
    private record Line(String name, Notifier receiver, ThreadPoolExecutor thread) {}

    /** @param address of the incoming webhook, which is a secret */
    public Post slack(Secret address) {
        try {
            return to(new Slack(sender, URI.create(address.reveal())));
        } catch (IllegalArgumentException e) {
            // Its message holds the address.
            complaints.accept("the address of the Slack webhook is not one: Slack is not told");
            return this;
        }
    }

    /** @param secret key of the signature; empty = not signed */
    public Post webhook(URI address, Optional<Secret> secret) {
        return to(new Webhook(sender, address, secret));
    }

    /**
     * Deployment statuses on GitHub.
     *
     * @param api {@code https://api.github.com}, or that of a GitHub Enterprise Server
     * @param repository {@code owner/name}
     * @param ref branch, tag or commit of a release; {@code {release}} stands for its id
     */
    public Post github(URI api, String repository, Secret token, String ref) {
        return to(new GithubDeployment(sender, api, repository, token, ref));
    }

    /** A notifier of another kind, off the deployment's own threads. */
    public Post also(String name, Notifier notifier) {
        lines.add(new Line(name, notifier, thread(name)));
        return this;
    }

    Post to(Receiver receiver) {
        return also(
                receiver.name(), (after, event) -> News.of(after, event).ifPresent(news -> deliver(receiver, news)));
    }

    private void deliver(Receiver receiver, News news) {
        try {
            receiver.deliver(news);
        } catch (Sender.NotDelivered e) {
            complaints.accept(receiver.name() + " was not told '" + news.headline() + "': " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadPoolExecutor thread(String name) {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "bluegreen-notify " + name);
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    @Override
    public void happened(Deployment after, Event event) {
        for (Line line : lines) {
            try {
                line.thread().execute(() -> tell(line, after, event));
            } catch (RejectedExecutionException e) {
                complaints.accept(line.name() + " is too slow: it was not told '" + event.sentence() + "'");
            }
        }
    }

    private void tell(Line line, Deployment after, Event event) {
        try {
            line.receiver().happened(after, event);
        } catch (RuntimeException e) {
            // The message of a stranger's exception may hold an address, which may be a secret.
            complaints.accept(line.name() + " was not told '" + event.sentence() + "': "
                    + e.getClass().getSimpleName());
        }
    }

    /** Delivers what is waiting, for three seconds at most for each receiver. */
    @Override
    public void close() {
        lines.forEach(line -> line.thread().shutdown());
        for (Line line : lines) {
            try {
                if (!line.thread().awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                    line.thread().shutdownNow();
                    complaints.accept(line.name() + " is too slow: it was not told how it ended");
                }
            } catch (InterruptedException e) {
                line.thread().shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
