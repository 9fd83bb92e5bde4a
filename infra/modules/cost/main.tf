# Nobody should learn from the bill: a budget, an anomaly monitor, tags that tell environments apart, and sleep.

resource "aws_budgets_budget" "monthly" {
  name         = "${var.name}-monthly"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.monthly_limit)
  limit_unit   = "USD"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:%s$%s", var.cost_tag, var.name)]
  }

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = var.email_addresses
  }

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = var.email_addresses
  }
}

resource "aws_ce_anomaly_monitor" "this" {
  name         = var.name
  monitor_type = "CUSTOM"

  # An account has room for one monitor by service only; one by tag can be made per environment. AWS gives
  # back every member, also the empty ones: left out, the next plan would replace the monitor.
  monitor_specification = jsonencode({
    And            = null
    CostCategories = null
    Dimensions     = null
    Not            = null
    Or             = null
    Tags           = { Key = var.cost_tag, Values = [var.name], MatchOptions = ["EQUALS"] }
  })
}

resource "aws_ce_anomaly_subscription" "this" {
  name             = var.name
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.this.arn]

  dynamic "subscriber" {
    for_each = var.email_addresses

    content {
      type    = "EMAIL"
      address = subscriber.value
    }
  }

  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = [tostring(var.anomaly_dollars)]
    }
  }
}

resource "aws_ce_cost_allocation_tag" "this" {
  for_each = var.activate_cost_tags ? toset([var.cost_tag, "bluegreen:colour"]) : []

  tag_key = each.key
  status  = "Active"
}

# Both sides to nothing in the evening; -1 leaves the upper bound alone. Waking up is the deployer's:
# only it knows which side has the weight.
resource "aws_autoscaling_schedule" "sleep" {
  for_each = { for colour, group in { blue = var.groups.blue, green = var.groups.green } : colour => group if var.sleep_at != null }

  scheduled_action_name  = "sleep"
  autoscaling_group_name = each.value
  recurrence             = var.sleep_at
  time_zone              = var.time_zone
  min_size               = 0
  max_size               = -1
  desired_capacity       = 0
}
