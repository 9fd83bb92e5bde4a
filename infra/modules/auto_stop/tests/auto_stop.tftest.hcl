mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/staging-auto-stop" }
  }
}

variables {
  name         = "staging"
  group_names  = { blue = "staging-blue", green = "staging-green" }
  database_id  = "staging-database"
  database_arn = "arn:aws:rds:us-east-1:123456789012:db:staging-database"
}

run "both_sides_are_scaled_to_nothing_without_jenkins" {
  command = apply

  assert {
    condition = alltrue([
      for colour, schedule in aws_scheduler_schedule.group :
      schedule.target[0].arn == "arn:aws:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup" &&
      jsondecode(schedule.target[0].input) == { AutoScalingGroupName = var.group_names[colour], MinSize = 0, DesiredCapacity = 0 }
    ])
    error_message = "The scheduler must call Auto Scaling directly, with the minimum lowered too."
  }
}

run "the_database_is_stopped_every_day_because_aws_starts_it_after_seven" {
  command = apply

  assert {
    condition     = aws_scheduler_schedule.database[0].schedule_expression == "cron(30 21 ? * * *)"
    error_message = "A stop on weekdays only would leave a database that AWS started on a Saturday running."
  }
}

run "an_environment_without_a_database_has_no_schedule_for_one" {
  command = plan

  variables {
    database_id  = null
    database_arn = null
  }

  assert {
    condition     = length(aws_scheduler_schedule.database) == 0
    error_message = "There is no database to stop."
  }
}

run "a_schedule_that_is_no_cron_expression_is_refused" {
  command = plan

  variables {
    stop_at = "20:00"
  }

  expect_failures = [var.stop_at]
}
