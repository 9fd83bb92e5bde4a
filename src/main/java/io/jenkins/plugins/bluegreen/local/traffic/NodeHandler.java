package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.ProxyCallback;
import io.undertow.server.handlers.proxy.ProxyClient;
import io.undertow.server.handlers.proxy.ProxyConnection;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.XnioWorker;

/** Takes the requests of one listener on one node, by the rules that have reached this node. */
final class NodeHandler implements HttpHandler {

    private record View(ListenerSpec spec, RoutingTable table, long version) {}

    private volatile View view;

    /** Guarded by "this". */
    private long lastVersion;

    NodeHandler(ListenerSpec spec, RoutingTable table, XnioWorker worker) {
        view = new View(spec, table, 0);
    }

    /** Takes over other rules after a lag, unless newer ones have arrived by then. */
    synchronized void change(ListenerSpec spec, RoutingTable table, Duration lag, ScheduledExecutorService timer) {
        View next = new View(spec, table, ++lastVersion);
        if (lag.isZero()) {
            adopt(next);
        } else {
            timer.schedule(() -> adopt(next), lag.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void adopt(View next) {
        if (next.version() > view.version()) {
            view = next;
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RoutingTable.Route route =
                view.table().routeOf(new ExchangeHead(exchange)).orElseThrow();
        if (route instanceof RoutingTable.Route.Groups groups) {
            TargetGroup group = groups.choice().next(ThreadLocalRandom.current()::nextInt);
            Target target = group == null
                    ? null
                    : group.candidates().pick(System::currentTimeMillis, ThreadLocalRandom.current()::nextInt);
            if (target == null) {
                exchange.setStatusCode(503).endExchange();
                return;
            }
            target.requestStarted();
            exchange.addExchangeCompleteListener((done, next) -> {
                target.requestEnded();
                next.proceed();
            });
            ProxyHandler.builder()
                    .setProxyClient(new OneTarget(target))
                    .setReuseXForwarded(true)
                    .setMaxConnectionRetries(0)
                    .build()
                    .handleRequest(exchange);
        } else if (route instanceof RoutingTable.Route.Fixed fixed) {
            exchange.setStatusCode(fixed.response().status());
            exchange.getResponseHeaders()
                    .put(Headers.CONTENT_TYPE, fixed.response().contentType());
            exchange.getResponseSender().send(fixed.response().body());
        } else {
            exchange.setStatusCode(501).endExchange();
        }
    }

    private record OneTarget(Target target) implements ProxyClient, ProxyClient.ProxyTarget {
        @Override
        public ProxyTarget findTarget(HttpServerExchange exchange) {
            return this;
        }

        @Override
        public void getConnection(
                ProxyTarget chosen,
                HttpServerExchange exchange,
                ProxyCallback<ProxyConnection> callback,
                long timeout,
                TimeUnit unit) {
            UndertowClient.getInstance()
                    .connect(
                            new ClientCallback<>() {
                                @Override
                                public void completed(ClientConnection connection) {
                                    exchange.addExchangeCompleteListener((done, next) -> {
                                        org.xnio.IoUtils.safeClose(connection);
                                        next.proceed();
                                    });
                                    callback.completed(exchange, new ProxyConnection(connection, "/"));
                                }

                                @Override
                                public void failed(IOException e) {
                                    callback.failed(exchange);
                                }
                            },
                            URI.create("http://" + target.spec().host() + ":"
                                    + target.spec().port()),
                            exchange.getIoThread(),
                            exchange.getConnection().getByteBufferPool(),
                            OptionMap.EMPTY);
        }
    }
}
