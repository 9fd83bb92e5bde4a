package io.jenkins.plugins.bluegreen.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Open-loop: every request has the moment at which it is due, and a slow answer delays none of the others. Ends when its standard input
 * ends, or after the longest time it was given, whichever comes first.
 *
 * <p>{@code LoadClient <addresses, comma separated> <port> <requests a second> <websockets> <seconds of a slow request> <longest seconds>
 * <log file>}
 */
public final class LoadClient {
    static {
        // The JDK's client quietly sends a GET again when its connection closes without an answer. That request was
        // lost.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Nanoseconds; at higher rates several requests are sent at a time. */
    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<String> addresses;
    private final int port;
    private final int slowSeconds;
    private final LoadLog log;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final List<EchoClient> sockets = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean ending;

    private LoadClient(List<String> addresses, int port, int slowSeconds, LoadLog log) {
        this.addresses = addresses;
        this.port = port;
        this.slowSeconds = slowSeconds;
        this.log = log;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 7) {
            System.err.println(
                    "usage: LoadClient ADDRESSES PORT PER_SECOND WEBSOCKETS SLOW_SECONDS LONGEST_SECONDS LOG_FILE");
            System.exit(2);
        }
        try (LoadLog log = new LoadLog(Path.of(args[6]))) {
            LoadClient client = new LoadClient(
                    List.of(args[0].split(",")), Integer.parseInt(args[1]), Integer.parseInt(args[4]), log);
            client.run(Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[5]));
        }
    }

    /** Milliseconds since 1970, to the microsecond: the wall clock is read once, then counted on. */
    static double now() {
        return Started.WALL + (System.nanoTime() - Started.NANOS) / 1e6;
    }

    private static final class Started {
        static final double WALL = System.currentTimeMillis();
        static final long NANOS = System.nanoTime();
    }

    private void run(int perSecond, int websockets, int longest) throws IOException, InterruptedException {
        double begin = now();
        for (int i = 0; i < websockets; i++) {
            EchoClient socket = new EchoClient(http, address("ws", i, "/ws"), log, scheduler);
            sockets.add(socket);
            socket.open();
        }
        if (perSecond > 0) {
            long period = Math.max(SHORTEST_PERIOD, TimeUnit.SECONDS.toNanos(1) / perSecond);
            scheduler.scheduleAtFixedRate(() -> sendDue(begin, perSecond), 0, period, TimeUnit.NANOSECONDS);
        }
        if (slowSeconds > 0) {
            scheduler.scheduleAtFixedRate(
                    () -> get(
                            "slow",
                            now(),
                            "/slow?seconds=" + slowSeconds,
                            Duration.ofSeconds(slowSeconds).plus(LIMIT)),
                    500,
                    2000,
                    TimeUnit.MILLISECONDS);
        }
        waitForTheEnd(begin + longest * 1000.0);
        sockets.forEach(EchoClient::end);
        scheduler.shutdown();
        ending = true;
        answered();
        if (!finished.await((slowSeconds + 1) * 1000L, TimeUnit.MILLISECONDS)) {
            System.err.println(open.get() + " requests were still open at the end; they are in no log");
        }
    }

    /** Standard input ends when whoever started this closes it, or dies. */
    private static void waitForTheEnd(double latest) throws IOException, InterruptedException {
        Thread reader = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // What it says does not matter, only that it ends.
                }
            } catch (IOException e) {
                // The same as its end.
            }
        });
        reader.setDaemon(true);
        reader.start();
        reader.join(Math.max(1, (long) (latest - now())));
    }

    private void sendDue(double begin, int perSecond) {
        // The first is due at the beginning.
        long dueBy = 1 + (long) ((now() - begin) * perSecond / 1000);
        while (sent.get() < dueBy) {
            long n = sent.getAndIncrement();
            get("request", begin + n * 1000.0 / perSecond, n % 4 == 0 ? "/" : "/api/orders?limit=5", LIMIT);
        }
    }

    private URI address(String scheme, long n, String path) {
        return URI.create(scheme + "://" + addresses.get((int) (n % addresses.size())) + ":" + port + path);
    }

    private void answered() {
        if (ending && open.get() == 0) {
            finished.countDown();
        }
    }

    private void get(String kind, double due, String path, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(address("http", sent.get(), path))
                .timeout(limit)
                .build();
        open.incrementAndGet();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, problem) -> {
            if (problem == null) {
                log.write(
                        due,
                        now(),
                        kind,
                        response.statusCode(),
                        response.headers().firstValue("X-BlueGreen-Colour").orElse(""),
                        response.headers().firstValue("X-BlueGreen-Release").orElse(""));
            } else {
                log.write(due, now(), kind, 0, "", String.valueOf(problem.getMessage()));
            }
            open.decrementAndGet();
            answered();
        });
    }
}
