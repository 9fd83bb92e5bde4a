package io.jenkins.plugins.bluegreen.cost;

import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.port.BilledMonth;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an environment costs this month.
 *
 * @param environment its name
 * @param since the first of the month
 * @param receipts of the deployments that began in it, newest first
 * @param bill the account's bill; empty if nobody asked, or it could not be had
 * @param noBill why there is no bill; empty if there is one
 * @param sleep what sleeping saves; empty if it has no schedule, or the price of an instance is not known
 */
public record EnvironmentCost(
        String environment,
        LocalDate since,
        List<Receipt> receipts,
        Optional<BilledMonth> bill,
        String noBill,
        Optional<Sleep> sleep) {
    public EnvironmentCost {
        receipts = List.copyOf(receipts);
    }

    /**
     * The instances of the live side over a month, always on and by the schedule. The database, which sleeps too, is not in it.
     *
     * @param awake part of the time that the schedule keeps it awake, 0 to 1
     * @param alwaysOn dollars a month
     */
    public record Sleep(double awake, double alwaysOn) {
        /**
         * Prices a schedule.
         *
         * @param awake how long it is awake within the whole
         * @param dollarsAnHour what the live side costs
         */
        public static Sleep of(Duration awake, Duration whole, double dollarsAnHour) {
            return new Sleep((double) awake.toSeconds() / whole.toSeconds(), PriceTable.HOURS_A_MONTH * dollarsAnHour);
        }

        /** Dollars a month that sleeping saves. */
        public double saved() {
            return alwaysOn * (1 - awake);
        }
    }

    /** Hours that instances of second sides ran. */
    public double secondSideHours() {
        return receipts.stream()
                        .mapToLong(receipt -> receipt.secondSide().instanceSeconds())
                        .sum()
                / 3600.0;
    }

    /** Dollars that second sides cost; those without a known price count as nothing. */
    public double secondSideDollars() {
        return receipts.stream()
                .mapToDouble(receipt -> receipt.secondSide().dollars())
                .sum();
    }

    /** The second side of the newest deployment: what keeping the way back costs. */
    public SecondSide latest() {
        return receipts.isEmpty() ? SecondSide.NONE : receipts.get(0).secondSide();
    }

    /** What was billed for this environment. */
    public List<BilledMonth.Charge> charges() {
        return bill.stream()
                .flatMap(month -> month.charges().stream())
                .filter(charge -> charge.environment().equals(environment))
                .toList();
    }

    /** As plain values, for JSON and for pipelines; dollars where not said otherwise. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("environment", environment);
        values.put("since", since.toString());
        values.put("deployments", receipts.size());
        values.put("secondSideInstanceHours", secondSideHours());
        values.put("secondSide", secondSideDollars());
        values.put("secondSidePerHour", latest().dollarsAnHour());
        values.put("priceOfAnInstance", latest().price().basis());
        Map<String, Object> billed = new LinkedHashMap<>();
        charges().forEach(charge -> billed.put(charge.side().isEmpty() ? "shared" : charge.side(), charge.dollars()));
        values.put("billed", bill.isEmpty() ? null : billed);
        values.put("billedTo", bill.map(month -> month.to().toString()).orElse(""));
        values.put("noBill", noBill);
        values.put(
                "budgets",
                bill.map(month -> month.budgets().stream()
                                .map(EnvironmentCost::values)
                                .toList())
                        .orElse(List.of()));
        values.put("sleep", sleep.map(EnvironmentCost::values).orElse(null));
        return values;
    }

    private static Map<String, Object> values(BilledMonth.Budget budget) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", budget.name());
        values.put("limit", budget.limit());
        values.put("spent", budget.spent());
        values.put("forecast", budget.forecast().orElse(null));
        values.put("state", budget.state());
        return values;
    }

    private static Map<String, Object> values(Sleep sleep) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("awakeShare", sleep.awake());
        values.put("alwaysOnPerMonth", sleep.alwaysOn());
        values.put("savedPerMonth", sleep.saved());
        return values;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%s since %s", environment, since);
        line(
                text,
                "  second sides of %d deployments ran %.1f instance hours%s",
                receipts.size(),
                secondSideHours(),
                latest().price().isKnown() ? String.format(Locale.ROOT, " and cost $%.4f", secondSideDollars()) : "");
        if (latest().price().isKnown()) {
            line(
                    text,
                    "  keeping the way back costs $%.4f an hour (%d x %s)",
                    latest().dollarsAnHour(),
                    latest().instances(),
                    latest().price().basis());
        } else {
            line(
                    text,
                    "  what an instance costs is not known: give the target an instance type, or settings.instancePrice");
        }
        bill.ifPresentOrElse(month -> bill(text, month), () -> line(text, "  no bill: %s", noBill));
        sleep.ifPresent(s -> line(
                text,
                "  its live side would cost $%.2f a month always on; sleep saves $%.2f of it (awake %.0f %% of the time)",
                s.alwaysOn(),
                s.saved(),
                100 * s.awake()));
        return text.toString();
    }

    private void bill(StringBuilder text, BilledMonth month) {
        double all = charges().stream().mapToDouble(BilledMonth.Charge::dollars).sum();
        line(text, "  billed to %s: $%.2f (asking cost $%.2f, once a day)", month.to(), all, month.asking());
        charges()
                .forEach(charge -> line(
                        text, "    %-8s $%.2f", charge.side().isEmpty() ? "shared" : charge.side(), charge.dollars()));
        month.budgets()
                .forEach(budget -> line(
                        text,
                        "  budget %s: $%.2f of $%.2f spent%s: %s",
                        budget.name(),
                        budget.spent(),
                        budget.limit(),
                        budget.forecast()
                                .map(end -> String.format(Locale.ROOT, ", $%.2f forecast", end))
                                .orElse(""),
                        budget.state()));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
