package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * All clients of a program for AWS. Who calls with the same rights in the same region shares clients; all callers of one account and region
 * share its API budget, whoever they are. Clients that nobody has used for a while are closed, and built again for whoever comes back, so
 * that a program may run for months with new rights for every build. Close it when no deployment is running any more.
 */
public final class Connections implements AutoCloseable {
    /** Much longer than any pause between two calls of something that is under way. */
    static final Duration IDLE = Duration.ofMinutes(30);

    private final Clock clock;
    private final Scheduler scheduler;
    private final CallListener listener;
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "bluegreen-aws-timeouts");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Place, Opened> opened = new HashMap<>();
    private final Map<Spender, ApiBudgets> budgets = new HashMap<>();
    private final Map<String, CallCounts> counts = new HashMap<>();

    private record Place(AwsAccount account, String region) {}

    /** Who has one budget at AWS. */
    private record Spender(Optional<URI> endpoint, String accountId, String region) {}

    /** Clients, and when they were last asked for. */
    private static final class Opened {
        private final AwsClients clients;
        private Instant used;

        Opened(AwsClients clients) {
            this.clients = clients;
        }
    }

    /** @param listener hears of every call */
    public Connections(Clock clock, Scheduler scheduler, CallListener listener) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    Clock clock() {
        return clock;
    }

    /**
     * The way to one account in one region.
     *
     * @param about whom the calls are for: they are counted together, and listeners are told
     * @param account with which rights; asked for every call
     * @param accountId twelve digits, where they are known: whose budget is spent
     */
    Calls calls(String about, Supplier<AwsAccount> account, String accountId, String region) {
        return new Calls(
                () -> clients(account.get(), region),
                () -> budgets(account.get(), accountId, region),
                counts(about),
                about,
                clock,
                listener);
    }

    synchronized CallCounts counts(String about) {
        return counts.computeIfAbsent(about, name -> new CallCounts());
    }

    private synchronized ApiBudgets budgets(AwsAccount account, String accountId, String region) {
        return budgets.computeIfAbsent(
                new Spender(account.endpoint(), accountId, region), spender -> new ApiBudgets(clock, scheduler));
    }

    private synchronized AwsClients clients(AwsAccount account, String region) {
        Instant now = clock.now();
        Place place = new Place(account, region);
        if (!opened.containsKey(place)) {
            closeIdle(now);
        }
        Opened here = opened.computeIfAbsent(place, p -> new Opened(new AwsClients(p.account(), p.region(), timeouts)));
        here.used = now;
        return here.clients;
    }

    private void closeIdle(Instant now) {
        for (Iterator<Opened> each = opened.values().iterator(); each.hasNext(); ) {
            Opened one = each.next();
            if (Duration.between(one.used, now).compareTo(IDLE) > 0) {
                one.clients.close();
                each.remove();
            }
        }
    }

    /** How many accounts and regions there are clients for, by rights. */
    synchronized int open() {
        return opened.size();
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(one -> one.clients.close());
        opened.clear();
        timeouts.shutdownNow();
    }
}
