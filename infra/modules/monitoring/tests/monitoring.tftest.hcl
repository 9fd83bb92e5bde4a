mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:staging-alarms" }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:some" }
  }
}

variables {
  name          = "staging"
  load_balancer = "app/staging/0123456789abcdef"
  target_groups = { blue = "targetgroup/staging-blue/0123456789abcdef", green = "targetgroup/staging-green/0123456789abcdef" }
  groups        = { blue = "staging-blue", green = "staging-green" }
  database_id   = "staging-database"
}

run "a_deployment_is_guarded_on_both_sides_and_on_the_load_balancer" {
  command = apply

  assert {
    condition = output.alarms == tolist([
      "staging-blue-5xx", "staging-blue-latency", "staging-blue-unhealthy",
      "staging-green-5xx", "staging-green-latency", "staging-green-unhealthy",
      "staging-load-balancer-5xx",
    ])
    error_message = "A guard is missing, or one was added that takes releases back."
  }
}

run "a_quiet_night_is_no_outage" {
  command = apply

  assert {
    condition     = alltrue([for alarm in local.guards : alarm.treat_missing_data == "notBreaching"])
    error_message = "Load balancer metrics are missing when there are no requests: that must not raise an alarm."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.side_errors : anytrue([for query in alarm.metric_query : strcontains(query.expression, "FILL(requests, 0) >= 20") if query.id == "ratio"])])
    error_message = "A ratio of a handful of requests is chance."
  }
}

run "each_side_is_judged_by_its_own_target_group" {
  command = apply

  assert {
    condition     = alltrue([for colour, alarm in aws_cloudwatch_metric_alarm.latency : alarm.dimensions["TargetGroup"] == var.target_groups[colour]])
    error_message = "Green must not answer for blue."
  }
}

run "every_alarm_tells_the_topic_when_it_rises_and_when_it_falls" {
  command = apply

  assert {
    condition     = alltrue([for alarm in concat(local.guards, aws_cloudwatch_metric_alarm.database_storage) : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn]) && alarm.ok_actions == toset([aws_sns_topic.alarms.arn])])
    error_message = "An alarm that tells nobody is none."
  }
}

run "strict_alarms_rise_on_one_bad_minute" {
  command = apply

  variables {
    breaches      = 1
    error_percent = 1
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.side_errors : alarm.datapoints_to_alarm == 1 && alarm.threshold == 1])
    error_message = "One bad minute must be enough."
  }
}

run "the_dashboard_shows_split_errors_latency_health_deployments_and_cost" {
  command = apply

  assert {
    condition = alltrue([
      for title in [
        "Split: share of green in percent", "5xx by side", "5xx made by the load balancer", "Answer time in seconds, p50 and p99",
        "Healthy and unhealthy instances", "Deployments and rollbacks", "Milliseconds: deployment, rollback, propagation",
        "Charges of the account this month in dollars", "Guards of a deployment",
      ] : contains([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.properties.title], title)
    ])
    error_message = "A graph is missing from the dashboard."
  }

  assert {
    condition     = length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x}/${widget.y}"])) == 12
    error_message = "Graphs lie on top of each other."
  }
}

run "deployments_are_annotated_in_every_graph_of_what_users_meet" {
  command = apply

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      toset([for line in widget.properties.metrics : line[0].label if try(line[0].yAxis, "") == "right"]) == toset(["deployment", "halted", "rolled back"])
      if try(widget.properties.view, "") == "timeSeries" && !startswith(widget.properties.title, "Charges")
    ])
    error_message = "A graph does not show when a deployment ended."
  }

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      length(distinct(compact([for line in widget.properties.metrics : try(line[length(line) - 1].id, "")]))) ==
      length(compact([for line in widget.properties.metrics : try(line[length(line) - 1].id, "")]))
      if can(widget.properties.metrics)
    ])
    error_message = "CloudWatch refuses a graph in which two lines have the same id."
  }
}

run "a_whole_arn_is_refused_as_dimension" {
  command = plan

  variables {
    load_balancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/staging/0123456789abcdef"
  }

  expect_failures = [var.load_balancer]
}

run "an_error_bound_of_nothing_is_refused" {
  command = plan

  variables {
    error_percent = 0
  }

  expect_failures = [var.error_percent]
}
