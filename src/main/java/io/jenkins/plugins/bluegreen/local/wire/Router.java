package io.jenkins.plugins.bluegreen.local.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the service and action of a request, and renders the answer in the protocol the client speaks. */
public final class Router {
    private static final Pattern CREDENTIAL_SCOPE =
            Pattern.compile("Credential=[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern QUERY_CREDENTIAL = Pattern.compile("[^/]+/[0-9]{8}/([^/]+)/([^/]+)/aws4_request");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<AwsApi> apis;
    private final Function<HttpRequest, HttpAnswer> objectStore;
    private final Function<HttpRequest, HttpAnswer> own;
    private final CallObserver observer;
    private final Optional<Upstream> upstream;
    private final String defaultRegion;

    /**
     * @param objectStore serves S3
     * @param own serves paths under {@code /_local/}
     */
    public Router(
            List<AwsApi> apis,
            Function<HttpRequest, HttpAnswer> objectStore,
            Function<HttpRequest, HttpAnswer> own,
            CallObserver observer,
            Optional<Upstream> upstream,
            String defaultRegion) {
        this.apis = List.copyOf(apis);
        this.objectStore = objectStore;
        this.own = own;
        this.observer = observer;
        this.upstream = upstream;
        this.defaultRegion = defaultRegion;
    }

    private record Scope(String region, String service) {}

    /** @throws Unanswered when the connection is to be closed without an answer */
    HttpAnswer answer(HttpRequest request) {
        if (request.path().startsWith("/_local/")) {
            return own.apply(request);
        }
        Optional<Scope> scope = scope(request);
        Map<String, String> form = request.form();
        Optional<String> target = request.header("X-Amz-Target");
        String service = scope.map(Scope::service).orElse("");
        if (service.equals("s3") || (scope.isEmpty() && !form.containsKey("Action") && target.isEmpty())) {
            return objectStore.apply(request);
        }
        String version = form.getOrDefault("Version", "");
        Optional<AwsApi> api = apis.stream()
                .filter(candidate -> service.isEmpty()
                        ? candidate.version().equals(version)
                        : candidate.service().equals(service)
                                && (version.isEmpty() || candidate.version().equals(version)))
                .findFirst();
        if (api.isEmpty()) {
            return elsewhere(request, service, target);
        }
        String region = scope.map(Scope::region).orElse(defaultRegion);
        String action =
                target.map(name -> name.substring(name.lastIndexOf('.') + 1)).orElse(form.getOrDefault("Action", ""));
        Params params = target.isPresent() ? json(request) : Params.ofForm(form);
        AwsCall call = new AwsCall(api.get().service(), action, version, region, params, request);
        return serve(api.get(), call, target.isPresent());
    }

    /**
     * Calls an action from within, past the wire, its faults and its counts.
     *
     * @param form the flat keys of the Query protocol
     */
    public Shape call(String service, String action, Map<String, String> form) {
        AwsApi api = apis.stream()
                .filter(candidate -> candidate.service().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no service " + service));
        HttpRequest none = new HttpRequest("POST", "/", "", Map.of(), new byte[0]);
        AwsCall call = new AwsCall(service, action, api.version(), defaultRegion, Params.ofForm(form), none);
        return (Shape) run(api.action(action), api, call);
    }

    private HttpAnswer serve(AwsApi api, AwsCall call, boolean json) {
        Function<AwsCall, Object> handler = api.action(call.action());
        boolean passedOn = upstream.isPresent() && (handler == null || !api.isOurs(call));
        String requestId = Ids.request();
        try {
            observer.beforeEffect(api.service(), call.action());
            Object answer = passedOn ? upstream.get().pass(call.request()) : run(handler, api, call);
            observer.afterEffect(api.service(), call.action());
            if (answer instanceof HttpAnswer raw) {
                return raw;
            }
            Shape shape = (Shape) answer;
            return json
                    ? new HttpAnswer(
                            200,
                            Map.of("Content-Type", "application/x-amz-json-1.0", "x-amzn-RequestId", requestId),
                            Json.answer(shape))
                    : xml(200, requestId, Xml.answer(api.protocol(), api.namespace(), call.action(), requestId, shape));
        } catch (AwsError error) {
            return json
                    ? new HttpAnswer(
                            error.status(),
                            Map.of(
                                    "Content-Type",
                                    "application/x-amz-json-1.0",
                                    "x-amzn-RequestId",
                                    requestId,
                                    "x-amzn-query-error",
                                    error.code() + ";" + error.type()),
                            Json.error(error))
                    : xml(error.status(), requestId, Xml.error(api.protocol(), api.namespace(), requestId, error));
        }
    }

    private static Object run(Function<AwsCall, Object> handler, AwsApi api, AwsCall call) {
        if (handler == null) {
            throw AwsError.of(
                    "InvalidAction",
                    api.protocol() == Protocol.EC2
                            ? "The action " + call.action() + " is not valid for this web service."
                            : "Could not find operation " + call.action() + " for version " + api.version());
        }
        return handler.apply(call);
    }

    private HttpAnswer elsewhere(HttpRequest request, String service, Optional<String> target) {
        if (upstream.isPresent()) {
            return upstream.get().pass(request);
        }
        AwsError error = AwsError.of(
                target.isPresent() ? "UnknownOperationException" : "InvalidAction",
                "The local cloud does not serve '" + service + "'; start it with an upstream emulator that does.");
        return target.isPresent()
                ? HttpAnswer.of(400, "application/x-amz-json-1.1", Json.error(error))
                : HttpAnswer.of(400, "text/xml", Xml.error(Protocol.QUERY, "", Ids.request(), error));
    }

    private static HttpAnswer xml(int status, String requestId, byte[] body) {
        return new HttpAnswer(
                status, Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId), body);
    }

    private static Params json(HttpRequest request) {
        try {
            return Params.ofJson(request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body()));
        } catch (IOException e) {
            throw AwsError.of("SerializationException", "The body is not JSON: " + e.getMessage());
        }
    }

    private static Optional<Scope> scope(HttpRequest request) {
        Matcher header =
                CREDENTIAL_SCOPE.matcher(request.header("Authorization").orElse(""));
        if (header.find()) {
            return Optional.of(new Scope(header.group(1), header.group(2)));
        }
        String credential = request.query().contains("X-Amz-Credential")
                ? request.queryParameters().getOrDefault("X-Amz-Credential", "")
                : "";
        Matcher query = QUERY_CREDENTIAL.matcher(credential);
        return query.matches() ? Optional.of(new Scope(query.group(1), query.group(2))) : Optional.empty();
    }
}
