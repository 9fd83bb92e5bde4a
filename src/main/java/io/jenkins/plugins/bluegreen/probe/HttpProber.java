package io.jenkins.plugins.bluegreen.probe;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Prober;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends the probes of all deployments from one small pool of threads. A probe has {@code limit} for everything from connecting to the last
 * byte; a round has three times that, and probes whose turn does not come within it are left out rather than reported as lost.
 */
public final class HttpProber implements Prober, AutoCloseable {
    /** Time for one probe. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    /** Probes in flight at the same time. */
    public static final int THREADS = 16;

    private static final int ROUND = 3;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    /** Addresses by number need no name server. */
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Clock clock;
    private final Duration limit;
    private final Supplier<SSLSocketFactory> tls;
    private final Optional<String> validateToken;
    private final ExecutorService pool;

    /**
     * Probes with the default limit, pool and trusted certificates.
     *
     * @param validateToken opens {@link #VALIDATE} of an application that answers it to operators only; sent there and nowhere else
     */
    public HttpProber(Clock clock, Optional<String> validateToken) {
        this(clock, LIMIT, THREADS, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), validateToken);
    }

    /**
     * @param limit longest time for one probe, from connecting to the last byte
     * @param threads most probes in flight at the same time
     * @param tls decides which certificates are trusted; asked for only where there are any, because reading those of the machine takes long
     * @param validateToken opens {@link #VALIDATE}; one word of visible characters
     * @throws IllegalArgumentException for a token that is no value of a header
     */
    HttpProber(
            Clock clock, Duration limit, int threads, Supplier<SSLSocketFactory> tls, Optional<String> validateToken) {
        this.clock = clock;
        this.limit = limit;
        this.tls = tls;
        this.validateToken = validateToken;
        if (validateToken.stream().anyMatch(token -> !VISIBLE.matcher(token).matches())) {
            throw new IllegalArgumentException(
                    "the token for " + VALIDATE + " has characters that no header can carry: take letters and digits");
        }
        ThreadPoolExecutor bounded = new ThreadPoolExecutor(
                threads, threads, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "bluegreen-probe");
                    thread.setDaemon(true);
                    return thread;
                });
        bounded.allowCoreThreadTimeOut(true);
        this.pool = bounded;
    }

    @Override
    public List<Probe> probe(Environment environment, Optional<Colour> preview, String path, int perNode) {
        String header = environment.previewHeader();
        if (preview.isPresent() && !TOKEN.matcher(header).matches()) {
            return List.of(lost(
                    preview,
                    path,
                    header.isEmpty()
                            ? "environment " + environment.name() + " has no preview header"
                            : "'" + header + "' is not the name of a header"));
        }
        List<InetAddress> nodes;
        try {
            nodes = nodes(environment);
        } catch (UnknownHostException e) {
            return List.of(lost(preview, path, "the name " + e.getMessage() + " does not resolve"));
        }
        Optional<String> token = validateToken.filter(secret -> path.equals(VALIDATE));
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < perNode; i++) {
            for (InetAddress node : nodes) {
                exchanges.add(new Exchange(clock, limit, tls, environment, node, preview, path, token));
            }
        }
        return answers(exchanges);
    }

    private List<Probe> answers(List<Exchange> exchanges) {
        List<Probe> probes = new ArrayList<>();
        try {
            for (Future<Probe> answer : pool.invokeAll(exchanges, ROUND * limit.toMillis(), TimeUnit.MILLISECONDS)) {
                answered(answer).ifPresent(probes::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return probes;
    }

    /** Empty if the round ended first. */
    private static Optional<Probe> answered(Future<Probe> answer) throws InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed in a way it must not", e.getCause());
        }
    }

    /** Looked up again for each round: the nodes of a load balancer come and go. A name server that does not answer costs one limit. */
    private List<InetAddress> nodes(Environment environment) throws UnknownHostException {
        List<String> names = environment.addresses().isEmpty() ? List.of(hostOf(environment)) : environment.addresses();
        if (names.stream().allMatch(name -> NUMERIC.matcher(name).matches())) {
            return resolve(names);
        }
        Future<List<InetAddress>> lookUp = pool.submit(() -> resolve(names));
        try {
            return lookUp.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            lookUp.cancel(true);
        }
        throw new UnknownHostException(String.join(", ", names));
    }

    private static List<InetAddress> resolve(List<String> names) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String name : names) {
            all.addAll(List.of(InetAddress.getAllByName(name)));
        }
        return all.stream().distinct().toList();
    }

    /** A URL keeps the brackets of an IPv6 address. */
    static String hostOf(Environment environment) {
        String host = environment.url().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Nobody was asked: it belongs to no node. */
    private Probe lost(Optional<Colour> preview, String path, String problem) {
        return new Probe(clock.now(), "", preview, path, 0, Duration.ZERO, "", Optional.empty(), problem);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
