package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private record Request(Map<String, List<String>> headers, String host, String path, String query, String method)
            implements RequestHead {
        @Override
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }

        @Override
        public InetAddress source() {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static final Request REQUEST = new Request(
            Map.of("X-Release", List.of("one", "Green-42")),
            "WWW.Example.com",
            "/Shop/cart",
            "a=1&b=&Tag=x%20y",
            "GET");

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "'', '', true",
        "*, '', true",
        "*, anything, true",
        "a*c, abc, true",
        "a*c, ac, true",
        "a*c, abd, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*a*b*, xxaxxbxx, true",
        "*a*b*, xxbxxaxx, false",
        "*.png, x.png.png, true",
        "abc, ABC, false",
        "?*, '', false",
    })
    void wildcardsMatch(String pattern, String text, boolean matches) {
        assertThat(new Wildcard(pattern, false).matches(text)).isEqualTo(matches);
    }

    @Test
    void manyStarsTakeNoTimeToSpeakOf() {
        assertThat(new Wildcard("a*".repeat(60) + "b", false).matches("a".repeat(20_000)))
                .isFalse();
    }

    @Test
    void headersIgnoreCaseAndMatchByAnyValue() {
        assertThat(holds(new ConditionSpec.Header("X-Release", List.of("blue*", "GREEN-??"))))
                .isTrue();
        assertThat(holds(new ConditionSpec.Header("X-Release", List.of("blue*"))))
                .isFalse();
        assertThat(holds(new ConditionSpec.Header("X-Other", List.of("*")))).isFalse();
    }

    @Test
    void hostsIgnoreCaseAndPathsHeedIt() {
        assertThat(holds(new ConditionSpec.Host(List.of("*.example.com")))).isTrue();
        assertThat(holds(new ConditionSpec.Host(List.of("example.com")))).isFalse();
        assertThat(holds(new ConditionSpec.Path(List.of("/Shop/*")))).isTrue();
        assertThat(holds(new ConditionSpec.Path(List.of("/shop/*")))).isFalse();
    }

    @Test
    void queriesMatchPairs() {
        assertThat(holds(query("a", "1"))).isTrue();
        assertThat(holds(query("A", "?"))).isTrue();
        assertThat(holds(query("a", "2"))).isFalse();
        assertThat(holds(query("b", ""))).isTrue();
        assertThat(holds(query("", "X*Y"))).isTrue();
        assertThat(holds(query("c", "*"))).isFalse();
    }

    @Test
    void methodsAreExact() {
        assertThat(holds(new ConditionSpec.Method(List.of("POST", "GET")))).isTrue();
        assertThat(holds(new ConditionSpec.Method(List.of("get")))).isFalse();
    }

    @Test
    void sourceAddressesMatchBlocks() {
        assertThat(holds(new ConditionSpec.SourceIp(List.of("10.0.0.0/8", "127.0.0.0/8"))))
                .isTrue();
        assertThat(holds(new ConditionSpec.SourceIp(List.of("126.0.0.0/8", "::1/128"))))
                .isFalse();
        assertThat(holds(new ConditionSpec.SourceIp(List.of("0.0.0.0/0")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "host.example/8", "10.0.0/x", "", "1.2.3.4/-1"})
    void whatIsNoBlockIsRefusedByItsText(String text) {
        assertThatThrownBy(() -> CidrBlock.parse(text)).hasMessageContaining("'" + text + "'");
    }

    private static boolean holds(ConditionSpec spec) {
        return Condition.of(spec).holds(REQUEST);
    }

    private static ConditionSpec query(String key, String value) {
        return new ConditionSpec.Query(List.of(new ConditionSpec.Query.Pair(key, value)));
    }
}
