package io.jenkins.plugins.bluegreen.aws;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Takes back the {@code Expect: 100-continue} that the S3 client sends before every object. It spares the body of a large upload that is
 * refused; ours are a few kilobytes, and a server that does not answer it costs each write a time-out. The header is not signed.
 */
final class SendAtOnce implements SdkHttpClient {
    private final SdkHttpClient http;

    SendAtOnce(SdkHttpClient http) {
        this.http = http;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
        return http.prepareRequest(HttpExecuteRequest.builder()
                .request(asked.httpRequest().copy(request -> request.removeHeader("Expect")))
                .contentStreamProvider(asked.contentStreamProvider().orElse(null))
                .metricCollector(asked.metricCollector().orElse(null))
                .build());
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
