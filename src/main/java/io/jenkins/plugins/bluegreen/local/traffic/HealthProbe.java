package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** Asks one target once, on a connection of its own, without blocking. */
final class HealthProbe {

    private final XnioWorker worker;
    private final ByteBufferPool buffers;

    HealthProbe(XnioWorker worker, ByteBufferPool buffers) {
        this.worker = worker;
        this.buffers = buffers;
    }

    /** Sends the request; the outcome is reported exactly once, within the time-out of the settings. */
    void ask(URI uri, HealthCheckSpec settings, Consumer<CheckResult> report) {
        XnioIoThread thread = worker.getIoThread();
        thread.execute(() -> {
            if (!worker.isShutdown()) {
                new Attempt(uri, settings, report).begin(thread);
            }
        });
    }

    /** One check; all of it happens on one I/O thread. */
    private final class Attempt implements ClientCallback<ClientConnection> {
        private final URI uri;
        private final HealthCheckSpec settings;
        private final Consumer<CheckResult> report;
        private XnioIoThread.Key timeout;
        private ClientConnection connection;
        private boolean done;

        Attempt(URI uri, HealthCheckSpec settings, Consumer<CheckResult> report) {
            this.uri = uri;
            this.settings = settings;
            this.report = report;
        }

        void begin(XnioIoThread thread) {
            timeout = thread.executeAfter(
                    () -> finish(CheckResult.timedOut()), settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            UndertowClient.getInstance().connect(this, uri, thread, buffers, OptionMap.EMPTY);
        }

        @Override
        public void completed(ClientConnection opened) {
            connection = opened;
            if (done) {
                IoUtils.safeClose(opened);
                return;
            }
            ClientRequest request = new ClientRequest()
                    .setMethod(Methods.GET)
                    .setPath(uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery());
            request.getRequestHeaders().put(Headers.HOST, uri.getRawAuthority());
            request.getRequestHeaders().put(Headers.CONNECTION, "close");
            request.getRequestHeaders().put(Headers.USER_AGENT, "ELB-HealthChecker/2.0");
            opened.sendRequest(request, on(sent -> sent.setResponseListener(on(this::answered))));
        }

        private void answered(ClientExchange exchange) {
            int status = exchange.getResponse().getResponseCode();
            boolean passed = StatusMatcher.parse(settings.matcher()).matches(status);
            finish(passed ? CheckResult.PASSED : CheckResult.mismatch(status));
        }

        @Override
        public void failed(IOException e) {
            finish(CheckResult.failed());
        }

        private ClientCallback<ClientExchange> on(Consumer<ClientExchange> next) {
            return new ClientCallback<>() {
                @Override
                public void completed(ClientExchange result) {
                    next.accept(result);
                }

                @Override
                public void failed(IOException e) {
                    finish(CheckResult.failed());
                }
            };
        }

        private void finish(CheckResult result) {
            if (done) {
                return;
            }
            done = true;
            timeout.remove();
            IoUtils.safeClose(connection);
            report.accept(result);
        }
    }
}
