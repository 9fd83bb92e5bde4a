package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cost.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which prices a command reckons with. */
final class PriceOptions {
    @Option(names = "--prices", paramLabel = "FILE", description = "another price table of the form of the shipped one")
    private Path prices;

    PriceTable table() throws IOException {
        if (prices == null) {
            return PriceTable.shipped();
        }
        try (InputStream in = Files.newInputStream(prices)) {
            return PriceTable.read(in);
        }
    }
}
