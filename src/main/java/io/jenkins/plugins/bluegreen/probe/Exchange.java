package io.jenkins.plugins.bluegreen.probe;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.port.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One request and its answer, or the reason why there was none. Never throws. */
final class Exchange implements Callable<Probe> {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Clock clock;
    private final Duration limit;
    private final Supplier<SSLSocketFactory> tls;
    private final Environment environment;
    private final InetAddress node;
    private final Optional<Colour> preview;
    private final String path;
    private final Optional<String> token;

    Exchange(
            Clock clock,
            Duration limit,
            Supplier<SSLSocketFactory> tls,
            Environment environment,
            InetAddress node,
            Optional<Colour> preview,
            String path,
            Optional<String> token) {
        this.clock = clock;
        this.limit = limit;
        this.tls = tls;
        this.environment = environment;
        this.node = node;
        this.preview = preview;
        this.path = path;
        this.token = token;
    }

    @Override
    public Probe call() {
        Instant sent = clock.now();
        Instant end = sent.plus(limit);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node, port()), left(end));
            try (Socket secured = isTls() ? secure(socket, end) : socket) {
                secured.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
                secured.getOutputStream().flush();
                Answer answer = Answer.read(new UntilEnd(secured, end));
                return probe(sent, answer.status(), answer.header("X-BlueGreen-Release"), colour(answer), "");
            }
        } catch (SocketTimeoutException e) {
            return probe(sent, 0, "", Optional.empty(), "no answer within " + limit.toMillis() + " ms");
        } catch (IOException | RuntimeException e) {
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return probe(sent, 0, "", Optional.empty(), said);
        }
    }

    private Probe probe(Instant sent, int status, String release, Optional<Colour> colour, String problem) {
        return new Probe(
                sent,
                node.getHostAddress(),
                preview,
                path,
                status,
                Duration.between(sent, clock.now()),
                release,
                colour,
                problem);
    }

    private static Optional<Colour> colour(Answer answer) {
        try {
            return Optional.of(Colour.parse(answer.header("X-BlueGreen-Colour").strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isTls() {
        return "https".equals(environment.url().getScheme());
    }

    private int port() {
        int port = environment.url().getPort();
        return port > 0 ? port : isTls() ? HTTPS : HTTP;
    }

    /** The node is addressed by its number, but must prove to be who the URL names. */
    private Socket secure(Socket plain, Instant end) throws IOException {
        plain.setSoTimeout(left(end));
        SSLSocket secured = (SSLSocket) tls.get().createSocket(plain, HttpProber.hostOf(environment), port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private String request() {
        URI url = environment.url();
        String host = url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
        String asked = preview.map(side -> environment.previewHeader() + ": " + side.word() + "\r\n")
                .orElse("");
        String known =
                token.map(secret -> "X-Validate-Token: " + secret + "\r\n").orElse("");
        return "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: blue-green-deploy probe\r\nAccept: */*\r\nConnection: close\r\n" + asked + known
                + "\r\n";
    }

    private int left(Instant end) throws SocketTimeoutException {
        long millis = Duration.between(clock.now(), end).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(millis, limit.toMillis());
    }

    /** The socket's input with what is left of the time as its time-out, so that an answer in drops cannot last for ever. */
    private final class UntilEnd extends InputStream {
        private final Socket socket;
        private final InputStream in;
        private final Instant end;

        UntilEnd(Socket socket, Instant end) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            socket.setSoTimeout(left(end));
            return in.read(buffer, offset, length);
        }
    }
}
