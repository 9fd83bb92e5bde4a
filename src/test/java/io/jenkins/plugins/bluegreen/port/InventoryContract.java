package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Environment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every Inventory does, over something that speaks AWS's protocols. */
abstract class InventoryContract {
    abstract AwsEmulator aws();

    private Environment environment;

    @BeforeEach
    void plant() {
        environment = aws().plant();
    }

    private Inventory.Sizes read(String database) {
        return aws().worlds.inventory(environment).read(environment, database);
    }

    @Test
    void anEnvironmentTellsItsTypesZonesAndDatabase() {
        String id = environment.name() + "-db";
        aws().rds().createDBInstance(r -> r.dbInstanceIdentifier(id)
                .engine("postgres")
                .dbInstanceClass("db.t4g.small")
                .multiAZ(true)
                .masterUsername("orders")
                .masterUserPassword("not-a-secret")
                .allocatedStorage(30));

        Inventory.Sizes sizes = read(id);

        assertThat(sizes.instanceType()).isEqualTo("t3.micro");
        assertThat(sizes.volumeGib()).as("the template leaves it to the image").isZero();
        assertThat(sizes.zones()).isEqualTo(2);
        assertThat(sizes.database()).contains(new Inventory.DatabaseSize("db.t4g.small", true, 30));
    }

    @Test
    void anEnvironmentWithoutADatabaseHasNone() {
        assertThat(read("").database()).isEmpty();
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read("nobody-made-it"))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("nobody-made-it");
    }
}
