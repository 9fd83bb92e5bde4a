package io.jenkins.plugins.bluegreen.bench;

import io.jenkins.plugins.bluegreen.load.LoadClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The load clients of many sites in one process: one for each would spend most of its time on becoming warm. Does what the lines of its
 * standard input say, one after the other, and answers each with a line; ends with its input.
 *
 * <p>{@code begin <log file> <addresses, comma separated> <port> <requests a second>} or {@code end <log file>}, with tabs between
 */
final class Loads {
    private final Map<String, LoadClient> clients = new HashMap<>();

    private Loads() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Loads loads = new Loads();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            loads.obey(line.split("\t"));
            System.out.println("done");
        }
        for (LoadClient client : loads.clients.values()) {
            client.close();
        }
    }

    private void obey(String[] words) throws IOException, InterruptedException {
        String log = words[1];
        if (words[0].equals("begin")) {
            List<String> addresses = List.of(words[2].split(","));
            int port = Integer.parseInt(words[3]);
            int perSecond = Integer.parseInt(words[4]);
            clients.put(log, LoadClient.begin(addresses, port, perSecond, 0, 0, Path.of(log)));
        } else {
            clients.remove(log).close();
        }
    }
}
