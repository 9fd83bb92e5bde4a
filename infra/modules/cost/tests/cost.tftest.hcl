mock_provider "aws" {
  mock_resource "aws_ce_anomaly_monitor" {
    defaults = { arn = "arn:aws:ce::123456789012:anomalymonitor/1" }
  }
}

variables {
  name            = "staging"
  monthly_limit   = 80
  email_addresses = ["cost@example.org"]
  groups          = { blue = "staging-blue", green = "staging-green" }
}

run "the_budget_counts_this_environment_only" {
  command = plan

  assert {
    condition     = one(aws_budgets_budget.monthly.cost_filter).name == "TagKeyValue" && one(aws_budgets_budget.monthly.cost_filter).values[0] == "user:Environment$staging"
    error_message = "The budget must be filtered by the environment's tag."
  }

  assert {
    condition     = aws_budgets_budget.monthly.limit_amount == "80" && aws_budgets_budget.monthly.limit_unit == "USD"
    error_message = "The limit is in dollars a month."
  }
}

run "somebody_is_told_before_the_money_is_gone" {
  command = plan

  assert {
    condition     = toset([for notification in aws_budgets_budget.monthly.notification : "${notification.notification_type} ${notification.threshold}"]) == toset(["ACTUAL 80", "FORECASTED 100"])
    error_message = "A mail at 80 percent spent and at 100 percent forecast."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.monthly.notification : notification.subscriber_email_addresses == toset(["cost@example.org"])])
    error_message = "Notifications must go to the addresses given."
  }
}

run "nothing_sleeps_unless_asked_for" {
  command = plan

  assert {
    condition     = length(aws_autoscaling_schedule.sleep) == 0
    error_message = "Production must never sleep by default."
  }
}

run "both_sides_sleep_on_schedule_and_keep_their_upper_bound" {
  command = plan

  variables {
    sleep_at  = "0 20 * * MON-FRI"
    time_zone = "Europe/Berlin"
  }

  assert {
    condition = alltrue([
      for schedule in aws_autoscaling_schedule.sleep :
      schedule.desired_capacity == 0 && schedule.min_size == 0 && schedule.max_size == -1 && schedule.time_zone == "Europe/Berlin"
    ]) && length(aws_autoscaling_schedule.sleep) == 2
    error_message = "Both sides must go to nothing, in local time."
  }
}

run "cost_tags_are_activated_only_by_the_payer" {
  command = plan

  assert {
    condition     = length(aws_ce_cost_allocation_tag.this) == 0
    error_message = "Only the payer account may activate cost tags."
  }
}

run "a_budget_that_tells_nobody_is_refused" {
  command = plan

  variables {
    email_addresses = []
  }

  expect_failures = [var.email_addresses]
}

run "a_schedule_of_six_fields_is_refused" {
  command = plan

  variables {
    sleep_at = "0 0 20 * * MON"
  }

  expect_failures = [var.sleep_at]
}

run "a_limit_of_nothing_is_refused" {
  command = plan

  variables {
    monthly_limit = 0
  }

  expect_failures = [var.monthly_limit]
}
