# The fallback that puts the environment to sleep when Jenkins is down. It calls the AWS APIs directly
# from EventBridge Scheduler: no function, no code, no charge worth naming.
#
# Waking up is not here on purpose: which side to wake is a decision (the one with the weight), and
# `bluegreen start` takes it. The weekend start of the database below only sends it back to sleep.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  database = var.database_id == null ? [] : [var.database_id]

  groups = { blue = var.group_names.blue, green = var.group_names.green }
}

resource "aws_scheduler_schedule_group" "this" {
  name = "${var.name}-auto-stop"
}

resource "aws_scheduler_schedule" "group" {
  # checkov:skip=CKV_AWS_297: a schedule holds no secret; the key of EventBridge Scheduler is enough.
  for_each = local.groups

  name                         = "${var.name}-stop-${each.key}"
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "Scale ${each.value} to nothing"
  schedule_expression          = var.stop_at
  schedule_expression_timezone = var.time_zone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:${data.aws_partition.current.partition}:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup"
    role_arn = aws_iam_role.this.arn
    input    = jsonencode({ AutoScalingGroupName = each.value, MinSize = 0, DesiredCapacity = 0 })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 10
    }
  }
}

# A stopped RDS instance starts by itself after seven days: the stop is repeated every day, also at weekends.
resource "aws_scheduler_schedule" "database" {
  # checkov:skip=CKV_AWS_297: a schedule holds no secret; the key of EventBridge Scheduler is enough.
  count = length(local.database)

  name                         = "${var.name}-stop-database"
  group_name                   = aws_scheduler_schedule_group.this.name
  description                  = "Stop ${var.database_id}"
  schedule_expression          = replace(replace(var.stop_at, "MON-FRI", "*"), "mon-fri", "*")
  schedule_expression_timezone = var.time_zone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:${data.aws_partition.current.partition}:scheduler:::aws-sdk:rds:stopDBInstance"
    role_arn = aws_iam_role.this.arn
    input    = jsonencode({ DbInstanceIdentifier = var.database_id })

    # Already stopped is answered with an error: three attempts, then it is left to the next day.
    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }
  }
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "stop" {
  statement {
    sid     = "ScaleSidesToNothing"
    actions = ["autoscaling:UpdateAutoScalingGroup"]
    resources = [
      for name in values(local.groups) :
      "arn:${data.aws_partition.current.partition}:autoscaling:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:autoScalingGroup:*:autoScalingGroupName/${name}"
    ]
  }

  dynamic "statement" {
    for_each = var.database_arn == null ? [] : [var.database_arn]

    content {
      sid       = "StopDatabase"
      actions   = ["rds:StopDBInstance"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role" "this" {
  name_prefix        = "${var.name}-auto-stop-"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "this" {
  name   = "stop"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.stop.json
}
