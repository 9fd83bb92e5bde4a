package io.jenkins.plugins.bluegreen.local.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Many keep-alive connections that send one request after the other and count the answers by status and body. */
final class Load {

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    private Load() {}

    static Load of(Balancer balancer, int connections, int requestsEach) throws Exception {
        return of(balancer, connections, requestsEach, "GET");
    }

    /** Runs to its end. */
    static Load of(Balancer balancer, int connections, int requestsEach, String method) throws Exception {
        Load load = new Load();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            running.add(threads.submit(() -> load.run(balancer, requestsEach, method)));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        return load;
    }

    private void run(Balancer balancer, int requests, String method) {
        int sent = 0;
        while (sent < requests) {
            try (Wire wire = Wire.to(balancer)) {
                while (sent < requests) {
                    sent++;
                    Wire.Answer answer = wire.request(method, "/", method.equals("GET") ? "" : "order=1");
                    count(answer.status() == 200 ? answer.body() : Integer.toString(answer.status()));
                }
            } catch (IOException e) {
                count("broken connection: " + e.getMessage());
            }
        }
    }

    private void count(String what) {
        answers.computeIfAbsent(what, added -> new LongAdder()).increment();
    }

    long of(String what) {
        return answers().getOrDefault(what, 0L);
    }

    /** All answers by what they were. */
    Map<String, Long> answers() {
        Map<String, Long> sums = new TreeMap<>();
        answers.forEach((what, adder) -> sums.put(what, adder.sum()));
        return sums;
    }
}
