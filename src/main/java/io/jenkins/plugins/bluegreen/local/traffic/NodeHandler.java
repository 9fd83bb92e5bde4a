package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.xnio.XnioIoThread;

/** Takes the requests of one listener on one node, by the rules that have reached this node. */
final class NodeHandler implements HttpHandler {

    /** An ALB refuses a request that has passed more proxies. */
    private static final int MOST_FORWARDED_FOR = 30;

    private static final int TOO_MANY_FORWARDED_FOR = 463;

    private static final AttachmentKey<Long> OPENED_AT = AttachmentKey.create(Long.class);

    /**
     * What a node knows.
     *
     * @param version grows with each change
     */
    private record View(Frontend frontend, RoutingTable table, long version) {}

    private final Function<XnioIoThread, ThreadConnections> connections;
    private final StickyCookies cookies;
    private final Clock clock;

    private volatile View view;

    /** Guarded by "this". */
    private long lastVersion;

    /** Makes a handler that knows no rules yet: it must be told of some before it takes requests. */
    NodeHandler(Function<XnioIoThread, ThreadConnections> connections, StickyCookies cookies, Clock clock) {
        this.connections = connections;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** Takes over other rules after a lag, unless newer ones have arrived by then. */
    synchronized void change(Frontend frontend, RoutingTable table, Duration lag, ScheduledExecutorService timer) {
        View next = new View(frontend, table, ++lastVersion);
        if (lag.isZero()) {
            adopt(next);
        } else {
            timer.schedule(() -> adopt(next), lag.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void adopt(View next) {
        if (view == null || next.version() > view.version()) {
            view = next;
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        View now = view;
        Frontend frontend = now.frontend();
        endConnectionInTime(exchange, frontend);
        if (exchange.getRequestMethod().equals(Methods.TRACE)) {
            answerPage(exchange, frontend, StatusCodes.METHOD_NOT_ALLOWED);
        } else if (hasTooManyForwardedFor(exchange)) {
            answerPage(exchange, frontend, TOO_MANY_FORWARDED_FOR);
        } else {
            follow(now.table().routeOf(new ExchangeHead(exchange)), exchange, frontend);
        }
    }

    private void follow(RoutingTable.Route route, HttpServerExchange exchange, Frontend frontend) {
        if (route instanceof RoutingTable.Route.Groups groups) {
            forward(groups, exchange, frontend);
        } else if (route instanceof RoutingTable.Route.Fixed fixed) {
            frontend.own().loadBalancerAnswered(nowMicros(), fixed.response().status());
            OwnAnswer.fixed(exchange, fixed.response());
        } else if (route instanceof RoutingTable.Route.Moved moved) {
            frontend.own().loadBalancerAnswered(nowMicros(), moved.redirect().status());
            OwnAnswer.redirect(exchange, moved.redirect(), frontend.port());
        }
    }

    /** First the group, then the target within it; a cookie outranks the weights, and the turn of a target. */
    private void forward(RoutingTable.Route.Groups groups, HttpServerExchange exchange, Frontend frontend) {
        List<String> setCookies = new ArrayList<>(0);
        Share share = chooseGroup(groups, exchange, setCookies);
        Candidates candidates = share == null ? Candidates.NONE : share.group().candidates();
        Target target = chooseTarget(candidates, exchange, setCookies);
        if (target == null) {
            answerPage(exchange, frontend, StatusCodes.SERVICE_UNAVAILABLE);
            return;
        }
        if (candidates.failOpen()) {
            share.meter().count(nowMicros(), Meter.Count.UNHEALTHY_ROUTING);
        }
        Forwarding forwarding = new Forwarding(
                exchange, frontend, share, target, setCookies, connections.apply(exchange.getIoThread()), clock);
        exchange.dispatch(SameThreadExecutor.INSTANCE, forwarding::begin);
    }

    private Share chooseGroup(RoutingTable.Route.Groups groups, HttpServerExchange exchange, List<String> setCookies) {
        GroupChoice choice = groups.choice();
        if (groups.stickySeconds() == 0) {
            return choice.next(ThreadLocalRandom.current()::nextInt);
        }
        Instant now = clock.instant();
        String bound = cookies.boundTo(StickyCookies.GROUP, exchange, now);
        Share share = bound == null ? null : choice.named(bound);
        if (share == null) {
            share = choice.next(ThreadLocalRandom.current()::nextInt);
        }
        if (share != null) {
            setCookies.addAll(cookies.bind(StickyCookies.GROUP, share.group().arn(), groups.stickySeconds(), now));
        }
        return share;
    }

    private Target chooseTarget(Candidates candidates, HttpServerExchange exchange, List<String> setCookies) {
        long stickySeconds = candidates.attributes().stickySeconds();
        if (stickySeconds == 0) {
            return candidates.pick(clock::millis, ThreadLocalRandom.current()::nextInt);
        }
        Instant now = clock.instant();
        String bound = cookies.boundTo(StickyCookies.TARGET, exchange, now);
        Target target = bound == null ? null : candidates.named(bound);
        if (target == null) {
            target = candidates.pick(clock::millis, ThreadLocalRandom.current()::nextInt);
        }
        if (target != null) {
            setCookies.addAll(cookies.bind(StickyCookies.TARGET, target.spec().id(), stickySeconds, now));
        }
        return target;
    }

    private void answerPage(HttpServerExchange exchange, Frontend frontend, int status) {
        frontend.own().loadBalancerAnswered(nowMicros(), status);
        OwnAnswer.page(exchange, status);
    }

    private static boolean hasTooManyForwardedFor(HttpServerExchange exchange) {
        HeaderValues lines = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
        return lines != null
                && String.join(",", lines)
                                .chars()
                                .filter(letter -> letter == ',')
                                .count()
                        >= MOST_FORWARDED_FOR;
    }

    /** The client's connection is closed after the first answer that follows the end of its time. */
    private void endConnectionInTime(HttpServerExchange exchange, Frontend frontend) {
        Long openedAt = exchange.getConnection().getAttachment(OPENED_AT);
        long now = clock.millis();
        if (openedAt == null) {
            exchange.getConnection().putAttachment(OPENED_AT, now);
        } else if (now - openedAt >= frontend.clientKeepAliveMillis()) {
            exchange.setPersistent(false);
        }
    }

    private long nowMicros() {
        return clock.millis() * 1000;
    }
}
