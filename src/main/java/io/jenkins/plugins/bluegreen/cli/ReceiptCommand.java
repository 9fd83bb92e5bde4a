package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.report.HtmlReceipt;
import io.jenkins.plugins.bluegreen.report.JsonReceipt;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bluegreen receipt}: the receipt of a deployment. */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        description = "Shows the receipt of a deployment: the last one, or one by id.")
final class ReceiptCommand implements Callable<Integer> {
    @Mixin
    private Shared shared;

    @Parameters(index = "0", paramLabel = "ENVIRONMENT", description = "where")
    private String environment;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "which deployment (default: the last)")
    private String id;

    @Option(names = "--html", paramLabel = "FILE", description = "writes a page that needs nothing else")
    private Path html;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = shared.configuration();
        configuration.environment(environment);
        try (Installation installation = shared.open(configuration)) {
            Stored stored = (id == null
                            ? installation.engine().history(environment).stream()
                                    .findFirst()
                            : installation.engine().find(environment, id))
                    .orElseThrow(() -> new ConfigurationException(
                            "there is no deployment " + (id == null ? "" : id + " ") + "of " + environment + " yet"));
            Receipt receipt =
                    Receipts.of(stored, Tally.NONE, installation.time().now());
            if (html != null) {
                Files.writeString(html, HtmlReceipt.render(receipt, List.of(), stored), StandardCharsets.UTF_8);
                shared.say("written to " + html);
            }
            if (!shared.isJson()) {
                shared.say(JsonReceipt.render(receipt, List.of(), stored));
            }
            shared.answer(JsonReceipt.of(receipt, List.of(), stored));
            return ExitCode.DONE;
        }
    }
}
