package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * One request on its way to one target and back. It lives on the I/O thread of the client's connection. It is never sent
 * twice: like an ALB, this load balancer does not retry.
 */
final class Forwarding implements ThreadConnections.Asker, BackendConnection.User, RequestSender.Observer {

    private enum Phase {
        CONNECTING,
        WAITING,
        ANSWERING,
        DONE
    }

    private final HttpServerExchange exchange;
    private final Frontend frontend;
    private final Share share;
    private final Target target;
    private final List<String> cookies;
    private final ThreadConnections connections;
    private final Clock clock;

    private Phase phase = Phase.CONNECTING;
    private BackendConnection connection;
    private RequestSender sender;
    private ResponseBody body;
    private StreamSinkChannel client;
    private boolean clientIsSlow;
    private boolean reusable;
    private long sentMicros;
    private long lastProgress;

    /**
     * Makes a forwarding.
     *
     * @param cookies values of Set-Cookie that go with the answer
     */
    Forwarding(
            HttpServerExchange exchange,
            Frontend frontend,
            Share share,
            Target target,
            List<String> cookies,
            ThreadConnections connections,
            Clock clock) {
        this.exchange = exchange;
        this.frontend = frontend;
        this.share = share;
        this.target = target;
        this.cookies = cookies;
        this.connections = connections;
        this.clock = clock;
    }

    /** Begins, after the server has let go of the exchange. */
    void begin() {
        target.requestStarted();
        sentMicros = nowMicros();
        lastProgress = sentMicros / 1000;
        connections.connect(target, lastProgress, this);
    }

    @Override
    public void refused() {
        share.meter().count(nowMicros(), Meter.Count.CONNECTION_ERROR);
        fail(StatusCodes.BAD_GATEWAY);
    }

    @Override
    public void timedOut() {
        share.meter().count(nowMicros(), Meter.Count.CONNECTION_ERROR);
        fail(StatusCodes.GATEWAY_TIME_OUT);
    }

    @Override
    public void connected(BackendConnection opened) {
        connection = opened;
        opened.use(this);
        phase = Phase.WAITING;
        boolean hasBody = !exchange.isRequestComplete();
        boolean chunked = hasBody && !exchange.getRequestHeaders().contains(Headers.CONTENT_LENGTH);
        PooledByteBuffer pooled = buffers().allocate();
        try {
            RequestHeadWriter.write(exchange, frontend, asksForUpgrade(), chunked, lastProgress, pooled.getBuffer());
        } catch (BufferOverflowException e) {
            pooled.close();
            fail(StatusCodes.BAD_REQUEST);
            return;
        }
        pooled.getBuffer().flip();
        sender = new RequestSender(opened, pooled, hasBody ? exchange.getRequestChannel() : null, chunked, this);
        sender.proceed();
    }

    private boolean asksForUpgrade() {
        String upgrade = exchange.getRequestHeaders().getFirst(Headers.UPGRADE);
        return upgrade != null && !upgrade.equalsIgnoreCase("h2c");
    }

    @Override
    public void progress() {
        lastProgress = clock.millis();
    }

    @Override
    public void sent() {
        // The answer is awaited from the first byte of the request on: there is nothing left to start.
    }

    @Override
    public void targetFailed() {
        // It may have answered before it stopped to listen, for instance with 413: then that answer counts.
        if (phase == Phase.WAITING) {
            readable();
        }
        if (phase == Phase.WAITING) {
            fail(StatusCodes.BAD_GATEWAY);
        }
    }

    @Override
    public void clientFailed() {
        abandon();
    }

    @Override
    public void writable() {
        if (sender.ended()) {
            connection.stream().getSinkChannel().suspendWrites();
        } else {
            sender.proceed();
        }
    }

    @Override
    public void readable() {
        if (phase == Phase.WAITING) {
            readHead();
        } else if (phase == Phase.ANSWERING) {
            if (clientIsSlow) {
                connection.stream().getSourceChannel().suspendReads();
            } else {
                readBody();
            }
        }
    }

    private void readHead() {
        ByteBuffer buffer = connection.buffer();
        try {
            while (phase == Phase.WAITING) {
                int before = buffer.position();
                int read = connection.source().read(buffer);
                if (read == 0) {
                    if (before == 0) {
                        connection.freeBuffer();
                    }
                    return;
                }
                if (read < 0) {
                    fail(StatusCodes.BAD_GATEWAY);
                    return;
                }
                headMayBeComplete(buffer, before);
            }
        } catch (IOException | ResponseHead.Malformed e) {
            fail(StatusCodes.BAD_GATEWAY);
        }
    }

    private void headMayBeComplete(ByteBuffer buffer, int before) throws ResponseHead.Malformed, IOException {
        int end = ResponseHead.endOf(buffer, before, buffer.position());
        while (end >= 0) {
            connection.head().parse(buffer, end, exchange.getResponseHeaders());
            int status = connection.head().status();
            if (status >= 200 || status == StatusCodes.SWITCHING_PROTOCOLS) {
                buffer.flip().position(end);
                answer(status, buffer);
                return;
            }
            // An interim answer (100, 103) is for the load balancer, which has told the client to go on already.
            exchange.getResponseHeaders().clear();
            buffer.flip().position(end);
            buffer.compact();
            end = ResponseHead.endOf(buffer, 0, buffer.position());
        }
        if (buffer.position() >= Math.min(ResponseHead.LIMIT, buffer.capacity())) {
            throw new ResponseHead.Malformed("the head is longer than 32 KB");
        }
    }

    private void answer(int status, ByteBuffer rest) throws ResponseHead.Malformed, IOException {
        phase = Phase.ANSWERING;
        long now = nowMicros();
        lastProgress = now / 1000;
        share.meter().targetAnswered(now, status, now - sentMicros);
        exchange.setStatusCode(status);
        HeaderMap headers = exchange.getResponseHeaders();
        for (String cookie : cookies) {
            headers.add(Headers.SET_COOKIE, cookie);
        }
        if (status == StatusCodes.SWITCHING_PROTOCOLS) {
            upgrade();
            return;
        }
        body = bodyOf(status);
        reusable = connection.head().keepAlive();
        if (!sender.ended()) {
            // The target has made up its mind without the whole request: what is left of it goes nowhere.
            sender.stop();
            reusable = false;
            exchange.setPersistent(false);
        }
        client = exchange.getResponseChannel();
        decode(rest);
        writeAndReadOn(rest);
    }

    private ResponseBody bodyOf(int status) {
        ResponseHead head = connection.head();
        if (exchange.getRequestMethod().equals(Methods.HEAD)
                || status == StatusCodes.NO_CONTENT
                || status == StatusCodes.NOT_MODIFIED) {
            return ResponseBody.ofLength(0);
        }
        if (head.chunked()) {
            exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
            return ResponseBody.chunked();
        }
        return head.contentLength() >= 0 ? ResponseBody.ofLength(head.contentLength()) : ResponseBody.untilClose();
    }

    private void readBody() {
        lastProgress = clock.millis();
        try {
            ByteBuffer buffer = connection.buffer();
            buffer.clear();
            if (fill(buffer)) {
                writeAndReadOn(buffer);
            }
        } catch (IOException | ResponseHead.Malformed e) {
            abandon();
        }
    }

    /** Reads the next piece of the body; false when there is none now, or none any more. */
    private boolean fill(ByteBuffer buffer) throws IOException, ResponseHead.Malformed {
        int read = connection.source().read(buffer);
        if (read == 0) {
            connection.freeBuffer();
            return false;
        }
        buffer.flip();
        if (read < 0) {
            reusable = false;
            if (!body.closed()) {
                abandon();
                return false;
            }
            return true;
        }
        decode(buffer);
        return true;
    }

    private void decode(ByteBuffer buffer) throws ResponseHead.Malformed {
        boolean nothingAfterTheBody = body.decode(buffer);
        reusable = reusable && nothingAfterTheBody;
    }

    /** Passes on what the buffer holds and goes on reading, until somebody has to be waited for. */
    private void writeAndReadOn(ByteBuffer buffer) throws ResponseHead.Malformed, IOException {
        while (true) {
            if (!write(buffer)) {
                return;
            }
            if (body.complete()) {
                finish();
                return;
            }
            buffer.clear();
            if (!fill(buffer)) {
                return;
            }
        }
    }

    /** Writes all of the buffer; false when the client has to be waited for, or is gone. */
    private boolean write(ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                int written = body.complete() ? client.writeFinal(buffer) : client.write(buffer);
                if (written == 0) {
                    clientIsSlow = true;
                    client.getWriteSetter().set(channel -> clientTakesMore());
                    client.resumeWrites();
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            abandon();
            return false;
        }
    }

    private void clientTakesMore() {
        if (phase != Phase.ANSWERING) {
            return;
        }
        clientIsSlow = false;
        lastProgress = clock.millis();
        try {
            ByteBuffer buffer = connection.buffer();
            client.suspendWrites();
            writeAndReadOn(buffer);
            if (phase == Phase.ANSWERING && !clientIsSlow) {
                connection.stream().getSourceChannel().resumeReads();
            }
        } catch (IOException | ResponseHead.Malformed e) {
            abandon();
        }
    }

    /** The whole answer is with us: the target is free, and the client gets the end of it. */
    private void finish() {
        BackendConnection used = connection;
        end();
        if (reusable) {
            used.stream().getSourceChannel().resumeReads();
            used.release(clock.millis());
        } else {
            used.close();
        }
        flushToClient();
    }

    private void flushToClient() {
        try {
            client.shutdownWrites();
            if (!client.flush()) {
                client.getWriteSetter().set(channel -> flushToClient());
                client.resumeWrites();
                return;
            }
            client.suspendWrites();
            if (!exchange.isRequestComplete()) {
                exchange.endExchange();
            }
        } catch (IOException e) {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void upgrade() {
        BackendConnection upgraded = connection;
        Tunnel tunnel = new Tunnel(upgraded, frontend.idleMillis(), clock, target::requestEnded);
        phase = Phase.DONE;
        upgraded.use(tunnel);
        exchange.upgradeChannel((stream, done) -> tunnel.open(stream));
        exchange.endExchange();
    }

    @Override
    public void tick(long now) {
        if (now - lastProgress < frontend.idleMillis()) {
            return;
        }
        if (phase == Phase.WAITING) {
            fail(sender.waitsForClient() ? StatusCodes.REQUEST_TIME_OUT : StatusCodes.GATEWAY_TIME_OUT);
        } else {
            abandon();
        }
    }

    @Override
    public void cut() {
        if (phase == Phase.WAITING) {
            fail(StatusCodes.BAD_GATEWAY);
        } else {
            abandon();
        }
    }

    /** There is no answer from the target: the load balancer gives one. */
    private void fail(int status) {
        closeTarget();
        end();
        frontend.own().loadBalancerAnswered(nowMicros(), status);
        exchange.getResponseHeaders().clear();
        if (!exchange.isRequestComplete()) {
            exchange.setPersistent(false);
        }
        OwnAnswer.page(exchange, status);
    }

    /** The answer has begun, or the client is gone: all that is left is to close both connections. */
    private void abandon() {
        closeTarget();
        end();
        IoUtils.safeClose(exchange.getConnection());
    }

    private void closeTarget() {
        if (sender != null) {
            sender.stop();
        }
        if (connection != null) {
            connection.close();
        }
    }

    private void end() {
        if (phase != Phase.DONE) {
            phase = Phase.DONE;
            target.requestEnded();
        }
    }

    private ByteBufferPool buffers() {
        return exchange.getConnection().getByteBufferPool();
    }

    private long nowMicros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
