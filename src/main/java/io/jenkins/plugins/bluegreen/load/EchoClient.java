package io.jenkins.plugins.bluegreen.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one WebSocket open and sends a message each second. A connection that the server closes is opened again at once, which is what
 * such a client must be able to do; a message that was sent and never answered is a failure.
 */
final class EchoClient implements WebSocket.Listener {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI address;
    private final LoadLog log;
    private final ScheduledExecutorService scheduler;
    private WebSocket socket;
    private double sentAt;
    private boolean awaiting;
    private boolean ended;

    EchoClient(HttpClient http, URI address, LoadLog log, ScheduledExecutorService scheduler) {
        this.http = http;
        this.address = address;
        this.log = log;
        this.scheduler = scheduler;
    }

    synchronized void open() {
        if (ended) {
            return;
        }
        double due = LoadClient.now();
        http.newWebSocketBuilder()
                .connectTimeout(LIMIT)
                .buildAsync(address, this)
                .whenComplete((opened, problem) -> {
                    if (problem != null) {
                        log.write(due, LoadClient.now(), "websocket", 0, "", "not opened: " + problem.getMessage());
                        scheduler.schedule(this::open, 500, TimeUnit.MILLISECONDS);
                    } else {
                        opened(opened);
                    }
                });
    }

    private synchronized void opened(WebSocket opened) {
        socket = opened;
        awaiting = false;
        send();
    }

    private synchronized void send() {
        if (ended || socket == null) {
            return;
        }
        if (awaiting && LoadClient.now() - sentAt > LIMIT.toMillis()) {
            lost("no answer in " + LIMIT.toSeconds() + " s");
        }
        if (!awaiting) {
            sentAt = LoadClient.now();
            awaiting = true;
            socket.sendText("ping", true);
        }
        scheduler.schedule(this::send, 1, TimeUnit.SECONDS);
    }

    private void lost(String why) {
        log.write(sentAt, LoadClient.now(), "websocket", 0, "", why);
        awaiting = false;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        synchronized (this) {
            if (awaiting) {
                awaiting = false;
                String colour = text.toString().contains("\"colour\": \"green\"")
                                || text.toString().contains("\"colour\":\"green\"")
                        ? "green"
                        : "blue";
                log.write(sentAt, LoadClient.now(), "websocket", 200, colour, "");
            }
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        reopen("closed with " + status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        reopen("cut: " + problem.getMessage());
    }

    private synchronized void reopen(String why) {
        socket = null;
        if (awaiting) {
            lost(why);
        }
        open();
    }

    synchronized void end() {
        ended = true;
        if (socket != null) {
            socket.abort();
        }
    }
}
