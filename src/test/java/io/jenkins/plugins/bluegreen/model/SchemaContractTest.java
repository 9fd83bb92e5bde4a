package io.jenkins.plugins.bluegreen.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaContractTest {
    private static final Release ONE = release("1", 1, 2);
    private static final Release TWO = release("2", 2, 3);

    @Test
    void aReleaseRunsInsideItsRangeOnly() {
        assertThat(SchemaContract.mayRun(TWO, 2).isPass()).isTrue();
        assertThat(SchemaContract.mayRun(TWO, 3).isPass()).isTrue();
        assertThat(SchemaContract.mayRun(TWO, 1).reason())
                .isEqualTo(
                        "release 2 does not run on schema version 1 (it declares 2 to 3); run its expand migrations first (migrate --phase expand)");
        assertThat(SchemaContract.mayRun(ONE, 3).reason()).contains("its schema is gone");
    }

    @Test
    void trafficIsSharedOnlyWhereBothRun() {
        assertThat(SchemaContract.mayShift(TWO, ONE, 2).isPass()).isTrue();
        assertThat(SchemaContract.mayShift(TWO, ONE, 3).reason())
                .contains("release 1 does not run")
                .contains("no way back");
        assertThat(SchemaContract.mayShift(TWO, ONE, 1).reason()).contains("release 2 does not run");
    }

    @Test
    void nobodyGoesBackToAReleaseWhoseSchemaIsGone() {
        assertThat(SchemaContract.mayRollBack(ONE, 2).isPass()).isTrue();
        assertThat(SchemaContract.mayRollBack(ONE, 3).reason())
                .contains("going back to it would break it")
                .contains("repair forward");
    }

    @Test
    void contractWaitsUntilNobodyCanComeBack() {
        assertThat(SchemaContract.mayContract(SchemaUsers.live(TWO), 3).isPass())
                .isTrue();
        assertThat(SchemaContract.mayContract(SchemaUsers.live(TWO).keeping(ONE), 3)
                        .isPass())
                .isFalse();
        assertThat(SchemaContract.mayContract(SchemaUsers.live(ONE), 3).reason())
                .contains("release 1 does not run on schema version 3");
    }

    @Test
    void expandNeverLeavesTheLiveReleaseBehind() {
        assertThat(SchemaContract.mayExpand(TWO, SchemaUsers.live(ONE), 2).isPass())
                .isTrue();
        assertThat(SchemaContract.mayExpand(TWO, SchemaUsers.NOBODY, 3).isPass())
                .isTrue();
        assertThat(SchemaContract.mayExpand(TWO, SchemaUsers.live(ONE), 3).reason())
                .contains("and is live");
        assertThat(SchemaContract.mayExpand(TWO, SchemaUsers.live(TWO).keeping(ONE), 3)
                        .reason())
                .contains("release 1 does not run on schema version 3")
                .contains("may still have to take all traffic");
        assertThat(SchemaContract.mayExpand(TWO, SchemaUsers.live(ONE), 1).reason())
                .contains("correct its range or the migrations");
    }

    private static Release release(String id, int min, int max) {
        return new Release(id, "", "", new SchemaRange(min, max));
    }
}
