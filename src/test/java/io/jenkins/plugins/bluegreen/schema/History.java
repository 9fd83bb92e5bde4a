package io.jenkins.plugins.bluegreen.schema;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaContract;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One random history: deployments, rollbacks, retirements, contracts, and attempts that must be refused, decided by the door and the contract
 * alone, while the clients of both sides issue their statements. A refusal that names a release and a version is checked by trying: on that
 * version the release's statements must fail.
 */
final class History {
    private static final int RELEASES = 4;
    private static final Pattern RUNS_NOT = Pattern.compile("release r(\\d+) does not run on schema version (\\d+)");

    /** What happened, over all histories of a lane. */
    static final class Tally {
        long statements;
        int allowed;
        int refused;
        int proved;
        final List<String> wrong = new ArrayList<>();
    }

    private final Random random;
    private final Connection admin;
    private final SideClient[] sides;
    private final MigrationRunner runner;
    private final MigrationSettings settings;
    private final Path folder;
    private final Evolution evolution;
    private final List<ReleaseSpec> releases;
    private final Tally tally;
    private int live = -1;
    private int kept = -1;
    private int liveSide;

    History(
            long seed,
            Connection admin,
            SideClient[] sides,
            MigrationRunner runner,
            MigrationSettings settings,
            Tally tally) {
        this.random = new Random(seed);
        this.admin = admin;
        this.sides = sides;
        this.runner = runner;
        this.settings = settings;
        this.folder = settings.folder();
        this.evolution = new Evolution(random, RELEASES);
        this.releases = evolution.releases();
        this.tally = tally;
        for (int release = 0; release < RELEASES; release++) {
            Migrations files = new Migrations(checkout(release));
            for (Evolution.Step step : evolution.stepsOf(release)) {
                files.write(step.phase(), "V" + step.version() + "__step.sql", step.sql());
            }
        }
    }

    void play(int actions) throws SQLException, InterruptedException {
        deploy(0);
        for (int i = 0; i < actions; i++) {
            int action = random.nextInt(20);
            if (action < 7) {
                deploy(Math.min(live + 1, RELEASES - 1));
            } else if (action < 9) {
                deploy(random.nextInt(RELEASES));
            } else if (action < 12) {
                rollBack();
            } else if (action < 15) {
                retire();
            } else if (action < 18) {
                contract(random.nextInt(4) == 0 ? random.nextInt(RELEASES) : live);
            } else {
                deployWhatWouldBreakTheLiveRelease();
            }
        }
        sides[0].serve(null);
        sides[1].serve(null);
    }

    private void deploy(int release) throws SQLException, InterruptedException {
        if (release == live) {
            return;
        }
        retire();
        Release next = releases.get(release).release();
        try {
            door(release)
                    .expand(
                            next,
                            live < 0
                                    ? SchemaUsers.NOBODY
                                    : SchemaUsers.live(releases.get(live).release()));
            if (live >= 0) {
                require(SchemaContract.mayShift(next, releases.get(live).release(), version()));
            }
        } catch (MigrationRefused e) {
            refused(e);
            return;
        }
        tally.allowed++;
        kept = live;
        live = release;
        liveSide = 1 - liveSide;
        sides[liveSide].serve(releases.get(live));
    }

    private void rollBack() throws SQLException, InterruptedException {
        if (kept < 0) {
            return;
        }
        try {
            require(SchemaContract.mayRollBack(releases.get(kept).release(), version()));
        } catch (MigrationRefused e) {
            refused(e);
            return;
        }
        tally.allowed++;
        int back = kept;
        kept = live;
        live = back;
        liveSide = 1 - liveSide;
        sides[liveSide].serve(releases.get(live));
    }

    private void retire() throws InterruptedException {
        kept = -1;
        sides[1 - liveSide].serve(null);
    }

    private void contract(int checkout) throws SQLException {
        int before = version();
        try {
            door(checkout)
                    .contract(
                            kept < 0
                                    ? SchemaUsers.live(releases.get(live).release())
                                    : SchemaUsers.live(releases.get(live).release())
                                            .keeping(releases.get(kept).release()));
            tally.allowed++;
        } catch (MigrationRefused e) {
            refused(e);
            if (version() != before) {
                tally.wrong.add("a refused contract changed the version: " + e.getMessage());
            }
        }
    }

    /** Somebody declares that the live release does not mind, but the statement says otherwise. */
    private void deployWhatWouldBreakTheLiveRelease() throws SQLException {
        int version = version();
        Path checkout = folder.resolve("evil-" + version + "-" + random.nextInt(1_000_000));
        Migrations files = new Migrations(checkout);
        evolution.steps().stream()
                .filter(step -> step.version() <= version)
                .forEach(step -> files.write(step.phase(), "V" + step.version() + "__step.sql", step.sql()));
        ReleaseSpec now = releases.get(live);
        String column = now.columns().get(random.nextInt(now.columns().size()));
        String evil = random.nextBoolean()
                ? "ALTER TABLE " + now.table() + " RENAME COLUMN " + column + " TO other"
                : "ALTER TABLE " + now.table() + " DROP COLUMN " + column + " CASCADE";
        files.expand(version + 1, evil + ";");
        Release careless = new Release(now.release().id(), "", "", new SchemaRange(0, 999));
        try {
            door(checkout).expand(careless, SchemaUsers.live(careless));
            tally.wrong.add("was allowed: " + evil);
        } catch (MigrationRefused e) {
            tally.refused++;
            if (!e.getMessage().contains("DESTRUCTIVE") || version() != version) {
                tally.wrong.add("refused for another reason: " + e.getMessage());
            }
            prove(now, List.of(evil));
        }
    }

    private void refused(MigrationRefused refusal) throws SQLException {
        tally.refused++;
        Matcher named = RUNS_NOT.matcher(refusal.getMessage());
        if (named.find()) {
            int target = Integer.parseInt(named.group(2));
            int from = version();
            List<String> missing = evolution.steps().stream()
                    .filter(step -> step.version() > from && step.version() <= target)
                    .map(Evolution.Step::sql)
                    .toList();
            prove(releases.get(Integer.parseInt(named.group(1))), missing);
        }
    }

    /**
     * On that schema the release's statements must fail, or the refusal was wrong. The users pause meanwhile: several forbidden steps in
     * one transaction lock tables in an order that nobody would migrate in, and could deadlock with them.
     */
    private void prove(ReleaseSpec release, List<String> first) throws SQLException {
        for (SideClient side : sides) {
            side.pause();
        }
        try {
            proveAlone(release, first);
        } finally {
            for (SideClient side : sides) {
                side.goOn();
            }
        }
    }

    private void proveAlone(ReleaseSpec release, List<String> first) throws SQLException {
        admin.setAutoCommit(false);
        try (java.sql.Statement sql = admin.createStatement()) {
            sql.execute("SET LOCAL lock_timeout = '5s'");
            for (String step : first) {
                sql.execute(step);
            }
            for (String statement : release.statements()) {
                sql.execute(statement);
            }
            tally.wrong.add("refused, but " + release.release() + " would have run after " + first);
        } catch (SQLException e) {
            tally.proved++;
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
    }

    private int version() {
        return runner.recorded().version();
    }

    private Path checkout(int release) {
        return folder.resolve("r" + release);
    }

    private SchemaMigrations door(int release) {
        return door(checkout(release));
    }

    private SchemaMigrations door(Path checkout) {
        MigrationSettings here = new MigrationSettings(
                settings.url(),
                settings.user(),
                settings.password(),
                checkout,
                settings.lockTimeout(),
                settings.statementTimeout());
        return runner instanceof JdbcRunner ? new SchemaMigrations(here, any -> runner) : new SchemaMigrations(here);
    }

    private static void require(io.jenkins.plugins.bluegreen.model.Verdict verdict) {
        if (!verdict.isPass()) {
            throw new MigrationRefused(verdict.reason());
        }
    }
}
