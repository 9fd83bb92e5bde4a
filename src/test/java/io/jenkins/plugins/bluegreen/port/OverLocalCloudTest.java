package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.store.DocumentDeploymentStore;
import io.jenkins.plugins.bluegreen.store.DocumentLeaseStore;
import io.jenkins.plugins.bluegreen.store.Documents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS adapters over the local cloud. */
class OverLocalCloudTest {
    @TempDir
    private static Path directory;

    private static AwsEmulator aws;

    @BeforeAll
    static void start() {
        aws = Emulators.localCloud(directory);
    }

    @AfterAll
    static void stop() {
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    void everyCallIsHeardOfWhenItIsOver() {
        Environment environment = aws.plant();
        aws.worlds.of(environment).traffic().read(environment, Urgency.ORDINARY);

        assertThat(aws.heard).contains(environment.name() + " DescribeRules");
    }

    @Nested
    class Traffic extends AwsTrafficSwitchContract {
        @Override
        AwsEmulator aws() {
            return aws;
        }
    }

    @Nested
    class Fleets extends AwsFleetContract {
        @Override
        AwsEmulator aws() {
            return aws;
        }

        /** moto leaves what is set aside a healthy target. */
        @Test
        void anInstanceThatAPersonSetAsideIsNoPartOfItsSide() {
            Environment here = plant();
            fleet().prepare(here, Colour.GREEN, Release.of("2.0.0"), new Capacity(0, 4, 1));
            String id = await().atMost(Duration.ofSeconds(30))
                    .until(() -> targets(here), targets -> targets.stream().anyMatch(Target::inService))
                    .get(0)
                    .id();

            aws().autoScaling()
                    .enterStandby(r -> r.autoScalingGroupName(here.green().group())
                            .instanceIds(id)
                            .shouldDecrementDesiredCapacity(true));

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            fleet().read(here, Colour.GREEN, Urgency.ORDINARY).isEmpty())
                    .isTrue());
        }

        private List<Target> targets(Environment here) {
            return fleet().read(here, Colour.GREEN, Urgency.ORDINARY).targets();
        }
    }

    @Nested
    class SideNotes extends NotesContract {
        @Override
        AwsEmulator aws() {
            return aws;
        }
    }

    @Nested
    class Inventories extends InventoryContract {
        @Override
        AwsEmulator aws() {
            return aws;
        }
    }

    @Nested
    class Databases extends DatabaseContract {
        @Override
        AwsEmulator aws() {
            return aws;
        }
    }

    @Nested
    class Deployments extends DeploymentStoreContract {
        private String bucket;
        private Documents documents;

        @BeforeEach
        void freshBucket() {
            bucket = aws.freshName();
            documents = AwsStoreContracts.freshBucket(aws, bucket);
        }

        @Override
        DeploymentStore store() {
            return new DocumentDeploymentStore(documents);
        }

        @Override
        void damage(String environment, String id, byte[] content) {
            AwsStoreContracts.put(aws, bucket, environment, id, content);
        }

        @Override
        byte[] stored(String environment, String id) {
            return AwsStoreContracts.get(aws, bucket, environment, id);
        }
    }

    @Nested
    class Leases extends LeaseStoreContract {
        private Documents documents;

        @BeforeEach
        void freshBucket() {
            documents = AwsStoreContracts.freshBucket(aws, aws.freshName());
        }

        @Override
        LeaseStore store() {
            return new DocumentLeaseStore(documents);
        }
    }
}
