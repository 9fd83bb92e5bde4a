package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void onlyTheCommandThatIsAskedForIsReadSoThatItAnswersSoon() {
        assertThat(Main.commandLine(new String[] {"status", "local"}).getSubcommands())
                .containsOnlyKeys("status");
    }

    @Test
    void whoeverAsksForNoneOrMistypesOneIsShownAll() {
        assertThat(Main.commandLine(new String[0]).getSubcommands()).containsKeys("deploy", "status", "cost");
        assertThat(Main.commandLine(new String[] {"deplyo"}).getSubcommands()).containsKeys("deploy", "status", "cost");
    }

    @Test
    void everyCommandIsFoundByItsName() {
        Main.commandLine().getSubcommands().keySet().forEach(name -> assertThat(
                        Main.commandLine(new String[] {name}).getSubcommands())
                .containsOnlyKeys(name));
    }
}
