package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Screen NARROW = new Screen(60, false);

    @Test
    void theBarShowsTheSplit() {
        assertThat(Screen.NONE.bar(30, 10)).isEqualTo("blue  70% #######---  30% green");
        assertThat(Screen.NONE.bar(0, 4)).isEqualTo("blue 100% ####   0% green");
    }

    @Test
    void coloursAreForTerminalsThatShowThem() {
        assertThat(new Screen(80, true).bar(50, 4)).contains("\u001b[44m  \u001b[42m  \u001b[0m");
        assertThat(new Screen(80, true).dim("12:00:00")).contains("12:00:00").startsWith("\u001b[");
        assertThat(Screen.NONE.dim("12:00:00")).isEqualTo("12:00:00");
    }

    @Test
    void aMovingLineNeverFillsItsRowOrItWouldWrap() {
        String bar = NARROW.bar(50, 10);
        String rest = NARROW.clip("waiting for the answers of all three nodes, one of which is late", bar.length());

        assertThat(bar.length() + rest.length()).isEqualTo(59);
        assertThat(rest).startsWith("waiting for").endsWith("...");
        assertThat(NARROW.clip("short", bar.length())).isEqualTo("short");
        assertThat(NARROW.clip("no room at all", 70)).isEmpty();
    }
}
