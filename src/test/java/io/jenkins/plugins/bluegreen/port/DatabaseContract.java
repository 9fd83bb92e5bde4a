package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.model.Environment;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every Database does, over something that speaks AWS's protocols. */
abstract class DatabaseContract {
    abstract AwsEmulator aws();

    private String id;
    private Database databases;

    @BeforeEach
    void plant() {
        Environment environment = aws().plant();
        databases = aws().worlds.database(environment);
        id = environment.name() + "-db";
        aws().rds().createDBInstance(r -> r.dbInstanceIdentifier(id)
                .engine("postgres")
                .dbInstanceClass("db.t4g.micro")
                .masterUsername("orders")
                .masterUserPassword("not-a-secret")
                .allocatedStorage(20));
        awaitState(Database.State.AVAILABLE);
    }

    private void awaitState(Database.State state) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(databases.read(id).state()).isEqualTo(state));
    }

    @Test
    void itStopsAndStarts() {
        databases.stop(id);
        awaitState(Database.State.STOPPED);

        databases.start(id);
        awaitState(Database.State.AVAILABLE);
    }

    @Test
    void askingInTheWrongStateIsHarmless() {
        databases.start(id);
        assertThat(databases.read(id).state()).isEqualTo(Database.State.AVAILABLE);

        databases.stop(id);
        databases.stop(id);
        awaitState(Database.State.STOPPED);
        databases.stop(id);
        assertThat(databases.read(id).word()).isEqualTo("stopped");
    }

    @Test
    void oneThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> databases.read("no-such-db"))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("no-such-db")
                .satisfies(e -> assertThat(((WorldException) e).kind()).isEqualTo(WorldException.Kind.NOT_FOUND));
        assertThatThrownBy(() -> databases.stop("no-such-db"))
                .isInstanceOf(WorldException.class)
                .satisfies(e -> assertThat(((WorldException) e).kind()).isEqualTo(WorldException.Kind.NOT_FOUND));
    }
}
