package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One act of the demonstration, as its receipt and the independent client saw it.
 *
 * @param title what it shows
 * @param expected the outcome that it must have
 * @param stored the deployment
 * @param receipt its receipt
 * @param ended when it was over, the old side retired
 * @param lines what the client wrote down from the order to the end of the act
 */
record Act(String title, String expected, Stored stored, Receipt receipt, Instant ended, List<ClientLog.Line> lines) {
    private static final Duration BAD_FOR_AT_MOST = Duration.ofSeconds(5);
    private static final Duration DEPLOYED_WITHIN = Duration.ofSeconds(60);

    long failures() {
        return lines.stream().filter(ClientLog.Line::isLost).count();
    }

    long badAnswers() {
        return lines.stream().filter(ClientLog.Line::isBadAnswer).count();
    }

    Duration longestGap() {
        return ClientLog.longestGap(lines);
    }

    /** From the first bad answer until the last request that the new side answered was sent; zero without a bad answer. */
    Duration exposure() {
        Colour fresh = stored.order().to();
        Optional<Instant> firstBad = lines.stream()
                .filter(ClientLog.Line::isBadAnswer)
                .map(ClientLog.Line::over)
                .findFirst();
        Optional<Instant> last = lines.stream()
                .filter(line -> line.kind().equals("request") && line.colour().equals(Optional.of(fresh)))
                .map(ClientLog.Line::due)
                .max(Instant::compareTo);
        return firstBad.isPresent() && last.isPresent() && last.get().isAfter(firstBad.get())
                ? Duration.between(firstBad.get(), last.get())
                : Duration.ZERO;
    }

    /** What is not as promised, as sentences. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (!receipt.outcome().equals(expected)) {
            broken.add("it ended " + receipt.outcome() + " instead of " + expected + ": " + receipt.reason());
        }
        if (failures() > 0) {
            ClientLog.Line first =
                    lines.stream().filter(ClientLog.Line::isLost).findFirst().orElseThrow();
            broken.add(failures() + " requests were lost, the first at " + first.due() + " (" + first.kind() + " "
                    + first.status() + " " + first.release() + ")");
        }
        if (expected.equals("SUCCEEDED") && receipt.deploy().compareTo(DEPLOYED_WITHIN) > 0) {
            broken.add("it took " + receipt.deploy().toMillis() / 1000.0 + " s, more than "
                    + DEPLOYED_WITHIN.toSeconds() + " s");
        }
        if (expected.equals("ROLLED_BACK") && badAnswers() == 0) {
            broken.add("the release never answered badly, so nothing was shown");
        }
        if (exposure().compareTo(BAD_FOR_AT_MOST) > 0) {
            broken.add("users met the bad release for " + exposure().toMillis() / 1000.0 + " s, more than "
                    + BAD_FOR_AT_MOST.toSeconds() + " s");
        }
        return broken;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", receipt.id())
                .put("title", title)
                .put("release", receipt.release())
                .put("outcome", receipt.outcome());
        json.put("requests", lines.size()).put("failures", failures()).put("badAnswers", badAnswers());
        json.put("longestGapMillis", longestGap().toMillis());
        json.put("exposureSeconds", exposure().toMillis() / 1000.0);
        json.put("deploySeconds", receipt.deploy().toMillis() / 1000.0);
        json.put("rollbackSeconds", receipt.rollback().toMillis() / 1000.0);
        json.put(
                "propagationMillis",
                receipt.propagation().stream()
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElse(0));
        json.put("apiCalls", receipt.tally().apiCalls());
        broken().forEach(json.putArray("broken")::add);
        return json;
    }

    String summary() {
        return "  " + receipt.outcome() + ": " + lines.size() + " requests, " + failures() + " lost, " + badAnswers()
                + " bad answers, "
                + "longest gap " + longestGap().toMillis() + " ms, "
                + (expected.equals("SUCCEEDED")
                        ? "deployed in " + receipt.deploy().toMillis() / 1000.0 + " s"
                        : "users met it for " + exposure().toMillis() / 1000.0 + " s, verified back in "
                                + receipt.rollback().toMillis() / 1000.0 + " s")
                + ", propagation at most "
                + receipt.propagation().stream()
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElse(0) + " ms, "
                + receipt.tally().apiCalls() + " AWS calls";
    }
}
