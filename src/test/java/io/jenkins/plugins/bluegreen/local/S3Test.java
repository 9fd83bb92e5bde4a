package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The conditional writes that a lease and a store stand on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3Test {
    private static final String BUCKET = "state";

    private final RunningCloud world = RunningCloud.start();
    private final S3Client s3 = world.s3();

    @BeforeAll
    void aBucket() {
        s3.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    void close() {
        world.close();
    }

    private String put(String key, String text) {
        return s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text))
                .eTag();
    }

    private String text(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asUtf8String();
    }

    @Test
    void whatIsPutIsGot() {
        String etag = put("a/b c+d", "text with ümlaut");

        assertThat(text("a/b c+d")).isEqualTo("text with ümlaut");
        assertThat(s3.headObject(request -> request.bucket(BUCKET).key("a/b c+d"))
                        .eTag())
                .isEqualTo(etag);
        assertThat(s3.headObject(request -> request.bucket(BUCKET).key("a/b c+d"))
                        .contentLength())
                .isEqualTo(17);
    }

    @Test
    void aWriterThatAsksFirstIsToldToGoOn() throws IOException {
        try (Socket client = new Socket("127.0.0.1", world.cloud.endpoint().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream()
                    .write(
                            "PUT /state/asked HTTP/1.1\r\nHost: local\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");
        }
    }

    @Test
    void onlyTheFirstOfTwoCreatesWins() {
        s3.putObject(request -> request.bucket(BUCKET).key("lease").ifNoneMatch("*"), RequestBody.fromString("one"));

        S3Exception refused = catchThrowableOfType(
                S3Exception.class,
                () -> s3.putObject(
                        request -> request.bucket(BUCKET).key("lease").ifNoneMatch("*"),
                        RequestBody.fromString("two")));

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
        assertThat(text("lease")).isEqualTo("one");
    }

    @Test
    void aWriterWithAnOldEtagLoses() {
        String old = put("version", "1");
        s3.putObject(request -> request.bucket(BUCKET).key("version").ifMatch(old), RequestBody.fromString("2"));

        S3Exception refused = catchThrowableOfType(
                S3Exception.class,
                () -> s3.putObject(
                        request -> request.bucket(BUCKET).key("version").ifMatch(old), RequestBody.fromString("3")));

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(text("version")).isEqualTo("2");
    }

    @Test
    void listsHaveFoldersAndPages() {
        List.of("list/1", "list/2", "list/deep/3", "list/deep/4").forEach(key -> put(key, "x"));

        var folders = s3.listObjectsV2(
                request -> request.bucket(BUCKET).prefix("list/").delimiter("/"));
        List<String> paged = s3
                .listObjectsV2Paginator(
                        request -> request.bucket(BUCKET).prefix("list/").maxKeys(1))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();

        assertThat(folders.contents()).extracting(S3Object::key).containsExactly("list/1", "list/2");
        assertThat(folders.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("list/deep/");
        assertThat(paged).containsExactly("list/1", "list/2", "list/deep/3", "list/deep/4");
    }

    @Test
    void whatIsDeletedIsGone() {
        put("gone", "x");
        s3.deleteObject(request -> request.bucket(BUCKET).key("gone"));

        assertThat(catchThrowableOfType(NoSuchKeyException.class, () -> text("gone"))
                        .statusCode())
                .isEqualTo(404);
    }
}
