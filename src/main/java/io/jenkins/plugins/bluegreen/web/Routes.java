package io.jenkins.plugins.bluegreen.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.CommandRefusedException;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.sleep.SleepRefusedException;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the server answers under which address: pages, their JSON below {@code /api}, receipts, and {@code /metrics} for Prometheus. */
final class Routes implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(Routes.class.getName());
    private static final String ENVIRONMENT = "/environments/{environment}";
    private static final String DEPLOYMENT = ENVIRONMENT + "/deployments/{id}";
    private static final String HTML = "text/html; charset=utf-8";

    private final PageData data;
    private final Optional<Orders> orders;
    private final Clock clock;
    private final Metrics metrics;
    private final ObjectMapper json = new ObjectMapper();
    private final RoutingHandler routes;

    Routes(PageData data, Optional<Orders> orders, String token, Clock clock) {
        this.data = data;
        this.orders = orders;
        this.clock = clock;
        this.metrics = new Metrics(data);
        Shell shell = new Shell(token, orders.isPresent());
        this.routes = Handlers.routing()
                .get("/", exchange -> html(exchange, shell.overview()))
                .get(ENVIRONMENT, exchange -> html(exchange, shell.environment(part(exchange, "environment"))))
                .get(
                        DEPLOYMENT,
                        exchange ->
                                html(exchange, shell.deployment(part(exchange, "environment"), part(exchange, "id"))))
                .get(DEPLOYMENT + "/receipt", this::htmlReceipt)
                .get(
                        "/api/environments",
                        exchange -> Answers.json(exchange, data.overview().toString()))
                .get("/api" + ENVIRONMENT, exchange -> found(exchange, environment(part(exchange, "environment"))))
                .get(
                        "/api" + DEPLOYMENT,
                        exchange ->
                                found(exchange, data.deployment(part(exchange, "environment"), part(exchange, "id"))))
                .get("/api" + DEPLOYMENT + "/receipt", this::jsonReceipt)
                .post("/api" + DEPLOYMENT + "/{command}", this::order)
                .post("/api" + ENVIRONMENT + "/{command}", this::sleepOrder)
                .get("/metrics", exchange -> Answers.send(exchange, Metrics.contentType(), metrics.text(clock.now())))
                .get("/assets/*", Routes::asset)
                .setFallbackHandler(Routes::missing)
                .setInvalidMethodHandler(exchange ->
                        Answers.problem(exchange, 405, exchange.getRequestMethod() + " is not for this address"));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        try {
            routes.handleRequest(exchange);
        } catch (CommandRefusedException | SleepRefusedException | LeaseHeldException e) {
            Answers.problem(exchange, 409, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot answer " + exchange.getRequestMethod() + " of a page", e);
            Answers.problem(exchange, 500, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void htmlReceipt(HttpServerExchange exchange) {
        Optional<String> receipt = data.htmlReceipt(part(exchange, "environment"), part(exchange, "id"));
        if (receipt.isPresent()) {
            Door.allowInlineStyleOnly(exchange);
            html(exchange, receipt.get());
        } else {
            missing(exchange);
        }
    }

    private void jsonReceipt(HttpServerExchange exchange) {
        data.jsonReceipt(part(exchange, "environment"), part(exchange, "id"))
                .ifPresentOrElse(receipt -> Answers.json(exchange, receipt), () -> missing(exchange));
    }

    /** One environment, with the orders it takes where orders can be given at all. */
    private Optional<ObjectNode> environment(String name) {
        Optional<ObjectNode> document = data.environment(name);
        return orders.isPresent() ? document.map(orders.get()::describe) : document;
    }

    /** What came with an order; empty, and answered, if it cannot be taken. */
    private Optional<JsonNode> accepted(HttpServerExchange exchange) throws IOException {
        if (orders.isEmpty()) {
            Answers.problem(exchange, 403, "this page is for reading only: serve it on 127.0.0.1 to give orders");
            return Optional.empty();
        }
        Optional<JsonNode> body = body(exchange);
        if (body.isEmpty()) {
            Answers.problem(exchange, 400, "the order is not a JSON object sent as application/json");
        }
        return body;
    }

    private void sleepOrder(HttpServerExchange exchange) throws IOException {
        if (accepted(exchange).isPresent()) {
            String name = part(exchange, "environment");
            found(exchange, orders.orElseThrow().give(name, part(exchange, "command"), () -> data.environment(name)));
        }
    }

    private void order(HttpServerExchange exchange) throws IOException {
        Optional<JsonNode> body = accepted(exchange);
        if (body.isEmpty()) {
            return;
        }
        Optional<Deployment> after = orders.orElseThrow()
                .give(part(exchange, "environment"), part(exchange, "id"), part(exchange, "command"), body.get());
        found(exchange, after.map(deployment -> JsonNodeFactory.instance
                .objectNode()
                .put("id", deployment.id())
                .put("phase", deployment.phase().name())
                .put("reason", deployment.reason())));
    }

    private Optional<JsonNode> body(HttpServerExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            return Optional.empty();
        }
        exchange.startBlocking();
        try {
            return Optional.ofNullable(json.readTree(exchange.getInputStream())).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void asset(HttpServerExchange exchange) {
        Assets.find(exchange.getRelativePath().replaceFirst("^/?assets/", ""))
                .ifPresentOrElse(
                        asset -> Answers.send(exchange, asset.type(), asset.content()), () -> missing(exchange));
    }

    private static void html(HttpServerExchange exchange, String page) {
        Answers.send(exchange, HTML, page);
    }

    private static void found(HttpServerExchange exchange, Optional<ObjectNode> document) {
        document.ifPresentOrElse(found -> Answers.json(exchange, found.toString()), () -> missing(exchange));
    }

    private static void missing(HttpServerExchange exchange) {
        Answers.problem(exchange, 404, "there is nothing at " + exchange.getRequestPath());
    }

    private static String part(HttpServerExchange exchange, String name) {
        return exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .get(name);
    }
}
