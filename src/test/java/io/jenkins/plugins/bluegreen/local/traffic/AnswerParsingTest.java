package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParsingTest {

    @Property(tries = 500)
    void chunksAreReadHoweverTheBytesArrive(
            @ForAll @Size(max = 6) List<@AlphaChars @StringLength(min = 1, max = 40) String> chunks,
            @ForAll @IntRange(min = 1, max = 17) int piece)
            throws Exception {
        StringBuilder wire = new StringBuilder();
        chunks.forEach(chunk -> wire.append(Integer.toHexString(chunk.length()))
                .append(";extension\r\n")
                .append(chunk)
                .append("\r\n"));
        wire.append("0\r\nTrailer: 1\r\n\r\n");

        ResponseBody body = ResponseBody.chunked();
        StringBuilder read = new StringBuilder();
        for (int at = 0; at < wire.length(); at += piece) {
            assertThat(body.complete()).isFalse();
            ByteBuffer buffer = bytes(wire.substring(at, Math.min(wire.length(), at + piece)));
            assertThat(body.decode(buffer)).isTrue();
            read.append(text(buffer));
        }
        assertThat(body.complete()).isTrue();
        assertThat(read).hasToString(String.join("", chunks));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "g\r\n", "1\r\nab\r\n", "fffffffffffffffff\r\n"})
    void brokenChunksAreRefused(String wire) {
        assertThatThrownBy(() -> ResponseBody.chunked().decode(bytes(wire))).isInstanceOf(ResponseHead.Malformed.class);
    }

    @Test
    void bytesAfterTheBodyMakeTheConnectionUnfitForMore() throws Exception {
        ResponseBody body = ResponseBody.ofLength(3);
        ByteBuffer buffer = bytes("abcX");
        assertThat(body.decode(buffer)).isFalse();
        assertThat(text(buffer)).isEqualTo("abc");
        assertThat(body.complete()).isTrue();
    }

    @Test
    void headsThatRepeatAndHeadsThatChangeAreReadAlike() throws Exception {
        ResponseHead head = new ResponseHead();
        for (String value : List.of("1", "1", "2", "1")) {
            HeaderMap headers = new HeaderMap();
            ByteBuffer buffer = bytes("HTTP/1.1 200 OK\r\nX-A: " + value + "\r\nContent-Length: 7\r\n\r\n");
            head.parse(buffer, buffer.limit(), headers);
            assertThat(headers.getFirst("x-a")).isEqualTo(value);
            assertThat(head.contentLength()).isEqualTo(7);
            assertThat(head.keepAlive()).isTrue();
        }
        HeaderMap headers = new HeaderMap();
        ByteBuffer buffer = bytes("HTTP/1.0 404 Not Found\n\n");
        head.parse(buffer, buffer.limit(), headers);
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.keepAlive()).isFalse();
        assertThat(head.contentLength()).isEqualTo(-1);
        assertThat(headers.size()).isZero();
    }

    @Property(tries = 200)
    void theEndOfAHeadIsFoundHoweverTheBytesArrive(@ForAll @IntRange(min = 1, max = 40) int first) {
        String text = "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\r\n\r\n";
        ByteBuffer buffer = bytes(text);
        int split = Math.min(first, text.length());
        int end = ResponseHead.endOf(buffer, 0, split);
        if (end < 0) {
            end = ResponseHead.endOf(buffer, split, text.length());
        }
        assertThat(end).isEqualTo(text.indexOf("body"));
    }

    @Property
    void aLatencyIsKeptWithinSevenPercent(@ForAll @IntRange(max = Integer.MAX_VALUE) int micros) {
        long kept = LatencyScale.microsOf(LatencyScale.stepOf(micros));
        assertThat((double) Math.abs(kept - micros)).isLessThanOrEqualTo(micros * 0.07);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.ISO_8859_1.decode(buffer).toString();
    }
}
