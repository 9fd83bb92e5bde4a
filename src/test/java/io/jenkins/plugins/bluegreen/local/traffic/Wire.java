package io.jenkins.plugins.bluegreen.local.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection of a client that shows all that is on the wire. */
final class Wire implements AutoCloseable {

    /** An answer: head and body as text. */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** The value of a header, or null. */
        String header(String name) {
            for (String line : head.split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).trim();
                }
            }
            return null;
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(15_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static Wire to(Balancer balancer) throws IOException {
        return new Wire("127.0.0.1", balancer.port());
    }

    Wire send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    Answer get(String path, String... headers) throws IOException {
        return request("GET", path, "", headers);
    }

    Answer request(String method, String path, String body, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: app.example\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        send(text + "\r\n" + body);
        return read();
    }

    /** The next answer; fails at the end of the connection. */
    Answer read() throws IOException {
        String head = readHead(in);
        if (head == null) {
            throw new IOException("the connection ended without an answer");
        }
        Answer answer = new Answer(head, "");
        String length = answer.header("Content-Length");
        if (length != null) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            if (body.length < Integer.parseInt(length)) {
                throw new IOException("the connection ended within the body");
            }
            return new Answer(head, new String(body, StandardCharsets.ISO_8859_1));
        }
        return answer;
    }

    /** What arrives next on the connection, -1 at its end. */
    int readByte() throws IOException {
        return in.read();
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** A head with its blank line, or null when the connection ends before one begins. */
    static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        int last = 0;
        int next;
        while ((next = in.read()) >= 0) {
            bytes.write(next);
            last = (last << 8) | next;
            if (last == 0x0D0A0D0A) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
        }
        if (bytes.size() > 0) {
            throw new IOException("the connection ended within a head: " + bytes);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
