package io.jenkins.plugins.bluegreen.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The HTML around the element {@code <blue-green>}. */
final class Shell {
    private final String token;
    private final boolean mayCommand;

    Shell(String token, boolean mayCommand) {
        this.token = token;
        this.mayCommand = mayCommand;
    }

    String overview() {
        return page(Map.of("kind", "overview", "src", "/api/environments"));
    }

    String environment(String name) {
        String address = "/api/environments/" + encode(name);
        return page(Map.of(
                "kind",
                "environment",
                "src",
                address,
                "command-action",
                address + "/{command}",
                "commands",
                mayCommand ? "stop start" : "",
                "csrf-header",
                Door.TOKEN.toString(),
                "csrf-token",
                token));
    }

    String deployment(String environment, String id) {
        String address = "/environments/" + encode(environment) + "/deployments/" + encode(id);
        return page(Map.of(
                "kind",
                "deployment",
                "src",
                "/api" + address,
                "command-action",
                "/api" + address + "/{command}",
                "receipt-link",
                address + "/receipt",
                "commands",
                mayCommand ? "rollback approve adopt restore abort" : "",
                "csrf-header",
                Door.TOKEN.toString(),
                "csrf-token",
                token));
    }

    private static String page(Map<String, String> attributes) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Blue-Green Deploy</title>
                <link rel="icon" href="/assets/icon.svg">
                <link rel="stylesheet" href="/assets/shell.css">
                <script type="module" src="/assets/bluegreen.js"></script>
                </head>
                <body>
                <header><a href="/">Blue-Green Deploy</a></header>
                <main>
                <blue-green overview-link="/" environment-link="/environments/{environment}" deployment-link="/environments/{environment}/deployments/{id}"%s></blue-green>
                <noscript>This page shows live data and needs JavaScript; the same data is at <a href="/api/environments">/api/environments</a>.</noscript>
                </main>
                </body>
                </html>
                """
                .formatted(attributes.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> " " + each.getKey() + "=\"" + escape(each.getValue()) + "\"")
                        .collect(Collectors.joining()));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
