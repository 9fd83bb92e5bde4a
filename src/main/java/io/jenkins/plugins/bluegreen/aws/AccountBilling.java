package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.BilledMonth;
import io.jenkins.plugins.bluegreen.port.Billing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.budgets.model.Budget;
import software.amazon.awssdk.services.budgets.model.DescribeBudgetsRequest;
import software.amazon.awssdk.services.budgets.model.DescribeBudgetsResponse;
import software.amazon.awssdk.services.budgets.model.Spend;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageResponse;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;

/**
 * The bill from Cost Explorer, grouped by the tags that {@code infra/} gives and activates, and the limits from AWS Budgets. Each page of
 * Cost Explorer's answers costs a cent ("AWS Cost Explorer pricing"); Budgets may be asked for nothing.
 */
final class AccountBilling implements Billing {
    private static final String ENVIRONMENT = "Environment";
    private static final String COLOUR = "bluegreen:colour";
    private static final String METRIC = "UnblendedCost";
    private static final double DOLLARS_A_PAGE = 0.01;

    private final Calls calls;
    private final String account;

    /** @param account twelve digits */
    AccountBilling(Calls calls, String account) {
        this.calls = calls;
        this.account = account;
    }

    @Override
    public BilledMonth monthSoFar(LocalDate today) {
        LocalDate first = today.withDayOfMonth(1);
        List<BilledMonth.Charge> charges = new ArrayList<>();
        int pages = 0;
        String token = null;
        do {
            GetCostAndUsageResponse page = page(first, today.plusDays(1), token);
            page.resultsByTime().forEach(time -> time.groups().forEach(group -> charges.add(charge(group))));
            token = page.nextPageToken();
            pages++;
        } while (token != null);
        return new BilledMonth(first, today, charges, budgets(), pages * DOLLARS_A_PAGE);
    }

    private GetCostAndUsageResponse page(LocalDate from, LocalDate before, String token) {
        GetCostAndUsageRequest request = GetCostAndUsageRequest.builder()
                .timePeriod(period -> period.start(from.toString()).end(before.toString()))
                .granularity(Granularity.MONTHLY)
                .metrics(METRIC)
                .groupBy(tag(ENVIRONMENT), tag(COLOUR))
                .nextPageToken(token)
                .build();
        return calls.send(
                "the bill of account " + account, request, calls.clients().costExplorer()::getCostAndUsage);
    }

    private static GroupDefinition tag(String key) {
        return GroupDefinition.builder().type(GroupDefinitionType.TAG).key(key).build();
    }

    /** Keys are {@code <tag>$<value>}, the value empty where the tag is missing. */
    private static BilledMonth.Charge charge(Group group) {
        String environment = value(group, 0);
        String side = value(group, 1);
        double dollars = Double.parseDouble(group.metrics().get(METRIC).amount());
        return new BilledMonth.Charge(environment, side, dollars);
    }

    private static String value(Group group, int index) {
        if (index >= group.keys().size()) {
            return "";
        }
        String key = group.keys().get(index);
        return key.substring(key.indexOf('$') + 1);
    }

    private List<BilledMonth.Budget> budgets() {
        List<BilledMonth.Budget> all = new ArrayList<>();
        String token = null;
        do {
            DescribeBudgetsRequest request = DescribeBudgetsRequest.builder()
                    .accountId(account)
                    .nextToken(token)
                    .build();
            DescribeBudgetsResponse page = calls.send(
                    "the budgets of account " + account,
                    request,
                    calls.clients().budgets()::describeBudgets);
            page.budgets().stream()
                    .filter(budget -> budget.budgetLimit() != null)
                    .map(AccountBilling::budget)
                    .forEach(all::add);
            token = page.nextToken();
        } while (token != null);
        return all;
    }

    private static BilledMonth.Budget budget(Budget budget) {
        var spend = Optional.ofNullable(budget.calculatedSpend());
        return new BilledMonth.Budget(
                budget.budgetName(),
                dollars(budget.budgetLimit()),
                spend.map(s -> s.actualSpend()).map(AccountBilling::dollars).orElse(0.0),
                spend.map(s -> s.forecastedSpend()).map(AccountBilling::dollars));
    }

    private static double dollars(Spend spend) {
        return spend.amount().doubleValue();
    }
}
