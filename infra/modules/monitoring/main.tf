# Alarms that guard deployments, and the topic they speak to. Load balancer metrics come every 60 s and
# only while there are requests: missing data is normal at night and must never look like an outage.

locals {
  sides = {
    for colour in ["blue", "green"] : colour => {
      target_group = var.target_groups[colour]
      group        = var.groups[colour]
    }
  }
}

resource "aws_sns_topic" "alarms" {
  # checkov:skip=CKV_AWS_26: alarms cannot publish through the key of SNS; a customer key can be given.
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.email_addresses

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

# --- Guards: the deployer refuses to start on them and goes back when one rises ---------------------

resource "aws_cloudwatch_metric_alarm" "side_errors" {
  for_each = local.sides

  alarm_name          = "${var.name}-${each.key}-5xx"
  alarm_description   = "More than ${var.error_percent} % of the answers of side ${each.key} were 5xx."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.error_percent
  evaluation_periods  = 3
  datapoints_to_alarm = var.breaches
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "ratio"
    label       = "5xx of side ${each.key} in percent"
    expression  = "IF(FILL(requests, 0) >= ${var.minimum_requests}, 100 * FILL(errors, 0) / requests, 0)"
    return_data = true
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = 60
      dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = each.value.target_group }
    }
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      stat        = "Sum"
      period      = 60
      dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = each.value.target_group }
    }
  }
}

# Errors that the load balancer makes itself (502, 503, 504) carry no side: one alarm for both.
resource "aws_cloudwatch_metric_alarm" "load_balancer_errors" {
  alarm_name          = "${var.name}-load-balancer-5xx"
  alarm_description   = "More than ${var.error_percent} % of all requests got a 5xx made by the load balancer: a side is unreachable, empty or too slow."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.error_percent
  evaluation_periods  = 3
  datapoints_to_alarm = var.breaches
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  # RequestCount counts only requests that reached a target: the load balancer's own errors are added.
  metric_query {
    id          = "ratio"
    label       = "5xx of the load balancer in percent"
    expression  = "IF(FILL(requests, 0) + FILL(errors, 0) >= ${var.minimum_requests}, 100 * FILL(errors, 0) / (FILL(requests, 0) + FILL(errors, 0)), 0)"
    return_data = true
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = 60
      dimensions  = { LoadBalancer = var.load_balancer }
    }
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_ELB_5XX_Count"
      stat        = "Sum"
      period      = 60
      dimensions  = { LoadBalancer = var.load_balancer }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  for_each = local.sides

  alarm_name          = "${var.name}-${each.key}-latency"
  alarm_description   = "The slowest 1 % of the answers of side ${each.key} took longer than ${var.latency_seconds} s."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  extended_statistic  = "p99"
  period              = 60
  dimensions          = { LoadBalancer = var.load_balancer, TargetGroup = each.value.target_group }
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.latency_seconds
  evaluation_periods  = 3
  datapoints_to_alarm = var.breaches
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  # A percentile of a handful of requests is chance.
  evaluate_low_sample_count_percentiles = "ignore"
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each = local.sides

  alarm_name          = "${var.name}-${each.key}-unhealthy"
  alarm_description   = "Side ${each.key} has had an unhealthy instance for three minutes, longer than a boot."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Minimum"
  period              = 60
  dimensions          = { LoadBalancer = var.load_balancer, TargetGroup = each.value.target_group }
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# --- Not a guard: a full disk is no reason to take a release back -----------------------------------

resource "aws_cloudwatch_metric_alarm" "database_storage" {
  count = var.database_id == null ? 0 : 1

  alarm_name          = "${var.name}-database-storage"
  alarm_description   = "The database has less than 2 GiB of storage left."
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  period              = 300
  dimensions          = { DBInstanceIdentifier = var.database_id }
  comparison_operator = "LessThanThreshold"
  threshold           = 2 * 1024 * 1024 * 1024
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
