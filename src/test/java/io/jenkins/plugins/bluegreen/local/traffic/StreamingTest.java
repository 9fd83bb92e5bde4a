package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamingTest {

    private static final int MEGABYTE = 1 << 20;

    private static Balancer before(RawBackend backend) {
        Balancer balancer = new Balancer().weights(1, 0).target("blue", "b1", backend.port());
        balancer.awaitState("blue", "b1", TargetState.HEALTHY);
        return balancer;
    }

    @Test
    void theFirstBytesArriveBeforeTheLastAreWritten() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawBackend backend = RawBackend.that(connection -> {
                    connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
                    seen.await();
                    connection.say("4\r\nlast\r\n0\r\n\r\n");
                });
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(200);
            assertThat(chunk(wire.in())).isEqualTo("first");
            seen.countDown();
            assertThat(chunk(wire.in())).isEqualTo("last");
            assertThat(chunk(wire.in())).isEmpty();
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(200);
        }
    }

    @Test
    void aChunkedUploadOf300MegabytesIsNotBuffered() throws Exception {
        AtomicLong taken = new AtomicLong();
        AtomicLong ahead = new AtomicLong();
        AtomicLong sent = new AtomicLong();
        try (RawBackend backend = RawBackend.that(connection -> {
                    byte[] chunk = new byte[MEGABYTE];
                    for (int size = chunkSize(connection.in()); size > 0; size = chunkSize(connection.in())) {
                        for (int left = size; left > 0; ) {
                            int read = connection.in().readNBytes(chunk, 0, Math.min(left, chunk.length));
                            left -= read;
                            taken.addAndGet(read);
                        }
                        connection.in().readNBytes(2);
                        ahead.accumulateAndGet(sent.get() - taken.get(), Math::max);
                    }
                    connection.ok(Long.toString(taken.get()));
                });
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] megabyte = new byte[MEGABYTE];
            OutputStream out = wire.out();
            for (int i = 0; i < 300; i++) {
                out.write((Integer.toHexString(MEGABYTE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(megabyte);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                sent.addAndGet(MEGABYTE);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(wire.read().body()).isEqualTo(Long.toString(300L * MEGABYTE));
            // What is on its way is in the sockets of the kernel and in one buffer.
            assertThat(ahead.get()).isLessThan(40L * MEGABYTE);
        }
    }

    @Test
    void aSlowClientMakesTheTargetWait() throws Exception {
        AtomicLong written = new AtomicLong();
        int size = 64 * MEGABYTE;
        try (RawBackend backend = RawBackend.that(connection -> {
                    connection.say("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    byte[] some = new byte[64 * 1024];
                    for (int left = size; left > 0; left -= some.length) {
                        connection.out().write(some);
                        written.addAndGet(some.length);
                    }
                });
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(Wire.readHead(wire.in())).startsWith("HTTP/1.1 200");
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS))
                    .join();
            assertThat(written.get()).isLessThan(40L * MEGABYTE);
            assertThat(drain(wire.in(), size)).isEqualTo(size);
        }
    }

    @Test
    void aBodyWithoutALengthEndsWithTheTargetsConnection() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> {
                    connection.say("HTTP/1.0 200 OK\r\n\r\nold style");
                    connection.socket().close();
                });
                Balancer balancer = before(backend)) {
            assertThat(balancer.get("/").body()).isEqualTo("old style");
        }
    }

    @Test
    void aClientThatExpectsToBeToldToContinueIsTold() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> {
                    connection.in().readNBytes(4);
                    connection.ok("taken");
                });
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(100);
            wire.send("body");
            assertThat(wire.read().body()).isEqualTo("taken");
            assertThat(backend.heads().get(0)).doesNotContain("Expect");
        }
    }

    @Test
    void anAnswerBeforeTheEndOfTheBodyReachesTheClient() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> {
                    connection.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
                    connection.socket().shutdownOutput();
                    connection.in().read(new byte[1000]);
                });
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nsome of it");
            Wire.Answer answer = wire.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("big");
        }
    }

    private static int chunkSize(InputStream in) throws IOException {
        StringBuilder digits = new StringBuilder();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new IOException("the body ended within a chunk size");
            }
            if (next != '\r') {
                digits.append((char) next);
            }
        }
        return Integer.parseInt(digits.toString(), 16);
    }

    private static String chunk(InputStream in) throws IOException {
        byte[] data = in.readNBytes(chunkSize(in));
        in.readNBytes(2);
        return new String(data, StandardCharsets.US_ASCII);
    }

    private static long drain(InputStream in, long size) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        while (total < size) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, size - total));
            if (read < 0) {
                return total;
            }
            total += read;
        }
        return total;
    }
}
