package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.net.InetAddress;
import java.util.List;

/** A request as Undertow read it. */
record ExchangeHead(HttpServerExchange exchange) implements RequestHead {

    @Override
    public List<String> header(String name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : values;
    }

    @Override
    public String host() {
        String name = exchange.getHostName();
        return name == null ? "" : name;
    }

    @Override
    public String path() {
        return exchange.getRequestPath();
    }

    @Override
    public String query() {
        return exchange.getQueryString();
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public InetAddress source() {
        return exchange.getSourceAddress().getAddress();
    }
}
