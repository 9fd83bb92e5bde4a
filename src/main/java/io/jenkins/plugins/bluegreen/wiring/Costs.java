package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.cost.EnvironmentCost;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.BilledMonth;
import io.jenkins.plugins.bluegreen.port.Billing;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts together what an environment costs: its deployments from the store, the bill, and what its schedule saves. */
public final class Costs {
    /** Long enough that every kind of week is in it. */
    private static final Duration YEAR = Duration.ofDays(365);

    private final DeploymentStore store;
    private final Function<Environment, Billing> billing;
    private final Clock clock;

    /** @param billing who knows the bill of an environment's account */
    public Costs(DeploymentStore store, Function<Environment, Billing> billing, Clock clock) {
        this.store = store;
        this.billing = billing;
        this.clock = clock;
    }

    /**
     * The month so far.
     *
     * @param schedule when it sleeps, if it does
     * @param withBill whether to ask for the bill, which costs a cent if nobody has asked today; what goes wrong is part of the answer
     */
    public EnvironmentCost month(Sleepable sleepable, Optional<Schedule> schedule, boolean withBill) {
        Environment environment = sleepable.environment();
        Instant now = clock.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = today.withDayOfMonth(1);
        Optional<BilledMonth> bill = Optional.empty();
        String noBill = "";
        if (withBill) {
            try {
                bill = Optional.of(billing.apply(environment).monthSoFar(today));
            } catch (WorldException e) {
                noBill = e.getMessage();
            }
        } else {
            noBill = "nobody asked for it";
        }
        return new EnvironmentCost(
                environment.name(),
                first,
                receipts(environment.name(), first.atStartOfDay(ZoneOffset.UTC).toInstant(), now),
                bill,
                noBill,
                schedule.flatMap(when -> asleep(sleepable, when, now)));
    }

    private List<Receipt> receipts(String environment, Instant from, Instant now) {
        List<Receipt> receipts = new ArrayList<>();
        for (String id : store.recent(environment, Integer.MAX_VALUE)) {
            Optional<Stored> stored = store.load(environment, id);
            if (stored.isPresent() && stored.get().order().at().isBefore(from)) {
                break;
            }
            stored.map(each -> Receipts.of(each, Tally.NONE, now)).ifPresent(receipts::add);
        }
        return receipts;
    }

    private static Optional<EnvironmentCost.Sleep> asleep(Sleepable sleepable, Schedule schedule, Instant now) {
        InstancePrice price = sleepable.environment().settings().instancePrice();
        return price.isKnown()
                ? Optional.of(EnvironmentCost.Sleep.of(
                        schedule.awake(now, now.plus(YEAR)),
                        YEAR,
                        sleepable.size().desired() * price.dollarsAnHour()))
                : Optional.empty();
    }
}
