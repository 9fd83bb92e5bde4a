package io.jenkins.plugins.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.bluegreen.report.EnvironmentJson.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas in {@code docs} describe what is really written, and nothing else. */
class SchemaTest {
    static Stream<Recorded> deployments() {
        return Stream.of(
                Recorded.verified("staging-43", "shop-2.0.1"),
                Recorded.shifting("canary-44", "shop-2.0.1"),
                Recorded.good(),
                Recorded.bad("shop-2.0.0"),
                Recorded.halted("staging-45"),
                Recorded.hostile(),
                Recorded.finished());
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everyReceiptFollowsItsSchema(Recorded recorded) throws IOException {
        String receipt = JsonReceipt.render(recorded.receipt(), recorded.samples(true), recorded.stored());

        assertThat(faults("receipt.schema.json", new ObjectMapper().readTree(receipt)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everyDocumentOfThePageFollowsItsSchema(Recorded recorded) throws IOException {
        Live live = new Live(Recorded.at(139), Optional.empty(), List.of(), recorded.samples(false), Optional.empty());
        Known known = new Known(
                Recorded.PRODUCTION, Optional.of(recorded.stored()), List.of(recorded.receipt()), Optional.empty());

        assertThat(faults("page.schema.json", DeploymentJson.of(recorded.stored(), recorded.receipt(), live)))
                .isEmpty();
        assertThat(faults("page.schema.json", EnvironmentJson.of(known, Recorded.at(139))))
                .isEmpty();
        assertThat(faults("page.schema.json", EnvironmentJson.overview(List.of(known), Recorded.at(139))))
                .isEmpty();
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsAFault() throws IOException {
        Recorded good = Recorded.good();
        ObjectNode receipt = JsonReceipt.of(good.receipt(), List.of(), good.stored());

        assertThat(faults("receipt.schema.json", receipt.deepCopy().put("surprise", 1)))
                .isNotEmpty();
        assertThat(faults("receipt.schema.json", receipt.deepCopy().put("outcome", "FINE")))
                .isNotEmpty();
        assertThat(faults("receipt.schema.json", receipt.without("deployMillis")))
                .isNotEmpty();
    }

    private static Set<ValidationMessage> faults(String schema, JsonNode document) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs", schema)))
                .validate(document);
    }
}
