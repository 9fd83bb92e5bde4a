package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void everyCallOfALookIsMadeToTheEndWithoutAnybodyToAnswerIt() {
        assertThatCode(Rehearsal::look).doesNotThrowAnyException();
    }
}
