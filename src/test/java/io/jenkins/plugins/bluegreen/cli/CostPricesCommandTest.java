package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.cost.PriceTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real SDK asks a price list of our own, which answers in the form of AWS's: GetProducts, JSON 1.1, two pages. */
class CostPricesCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        boolean known = "AWSPriceListService.GetProducts"
                .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        boolean balancer = "AWSELB".equals(asked.path("ServiceCode").asText());
        boolean first = asked.path("NextToken").isMissingNode();
        ObjectNode answer = JSON.createObjectNode().put("FormatVersion", "aws_v1");
        var products = answer.putArray("PriceList");
        if (balancer && first) {
            answer.put("NextToken", "page-2");
            products.add(product("EUC1-LoadBalancerUsage", "Hrs", "0.0270000000"));
        } else if (balancer) {
            products.add(product("EUC1-LCUUsage", "LCU-Hrs", "0.0081000000"));
        }
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(known ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String product(String usage, String unit, String dollars) {
        return """
                {"product": {"productFamily": "Load Balancer-Application", "attributes": {"regionCode": "eu-central-1",
                "usagetype": "%s", "operation": "LoadBalancing:Application", "servicecode": "AWSELB"}, "sku": "ABC"},
                "serviceCode": "AWSELB", "terms": {"OnDemand": {"ABC.JRTCKXETXF": {"priceDimensions":
                {"ABC.JRTCKXETXF.6YS6EN2CT7": {"unit": "%s", "endRange": "Inf", "beginRange": "0", "appliesTo": [],
                "rateCode": "ABC.JRTCKXETXF.6YS6EN2CT7", "pricePerUnit": {"USD": "%s"}}}, "sku": "ABC",
                "effectiveDate": "2026-11-01T00:00:00Z", "offerTermCode": "JRTCKXETXF", "termAttributes": {}}}},
                "version": "20261101000000", "publicationDate": "2026-11-01T00:00:00Z"}"""
                .formatted(usage, unit, dollars);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of("cost", "prices"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private String[] refreshing(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--refresh",
                                "--endpoint",
                                "http://127.0.0.1:" + server.getAddress().getPort()),
                        List.of(more).stream())
                .toArray(String[]::new);
    }

    @Test
    void aRefreshedTableIsWrittenAndEstimatesTakeIt() throws IOException {
        Path file = directory.resolve("prices.json");

        assertThat(run(refreshing("--region", "eu-central-1", "--to", file.toString())))
                .as(err.toString())
                .isZero();

        PriceTable table;
        try (var in = Files.newInputStream(file)) {
            table = PriceTable.read(in);
        }
        assertThat(table.region()).isEqualTo("eu-central-1");
        assertThat(table.prices().get("load balancer").dollars()).isEqualTo(0.027);
        assertThat(table.prices().get("load balancer capacity unit").dollars()).isEqualTo(0.0081);
        assertThat(err.toString()).contains("instance t3.micro keeps its old price");

        int estimated = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("cost", "estimate", "--prices", file.toString());
        assertThat(estimated).isZero();
        assertThat(out.toString()).contains("in eu-central-1", "AWS price list, AWSELB");
    }

    @Test
    void theShippedTableIsPrintedAndReadAgain() throws IOException {
        assertThat(run()).isZero();

        PriceTable printed =
                PriceTable.read(new java.io.ByteArrayInputStream(out.toString().getBytes()));
        assertThat(printed).isEqualTo(PriceTable.shipped());
    }

    @Test
    void aListThatCannotBeAskedExitsWithTwo() {
        assertThat(run("--refresh", "--endpoint", "http://127.0.0.1:9")).isEqualTo(2);
        assertThat(err.toString()).contains("prices of");
    }

    @Test
    void typesAreAddedOnlyFromAws() {
        assertThat(run("--add", "instance m7g.large")).isEqualTo(2);
        assertThat(err.toString()).contains("--add needs --refresh");
    }
}
