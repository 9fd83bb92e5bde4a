mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/some" }
  }
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/some" }
  }
  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::123456789012:instance-profile/some" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:some" }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:some" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:some" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::some" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/some" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0123456789abcdef0", latest_version = 1 }
  }
  mock_resource "aws_lb" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/some/0123456789abcdef"
      arn_suffix = "app/some/0123456789abcdef"
      dns_name   = "some-1.us-east-1.elb.amazonaws.com"
    }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/some/0123456789abcdef/0123456789abcdef" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/some/0123456789abcdef"
      arn_suffix = "targetgroup/some/0123456789abcdef"
    }
  }
  mock_resource "aws_db_instance" {
    defaults = {
      arn                = "arn:aws:rds:us-east-1:123456789012:db:some"
      port               = 5432
      master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:some" }]
    }
  }
  mock_resource "aws_ce_anomaly_monitor" {
    defaults = { arn = "arn:aws:ce::123456789012:anomalymonitor/1" }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/some/1" }
  }
}

variables {
  email_addresses = ["team@example.org"]
  image_id        = "ami-0123456789abcdef0"
}

run "the_deployment_target_is_the_map_that_steps_and_command_line_take" {
  command = apply

  assert {
    condition = sort(keys(output.deployment_target)) == tolist([
      "addresses", "alarms", "blue", "database", "green", "instance", "load_balancer", "name", "preview_header", "region", "rules", "size", "state_bucket", "topic", "url",
    ])
    error_message = "The map must have the keys of docs/deployment-target.md, and no others."
  }

  assert {
    condition     = output.deployment_target.blue.group == "staging-blue" && output.deployment_target.green.group == "staging-green"
    error_message = "Each side must name its own group."
  }

  assert {
    condition     = length(output.deployment_target.rules) == 1 && length(output.deployment_target.alarms) == 7
    error_message = "Every rule that carries weights, and every guard, must be in the map."
  }

  assert {
    condition     = module.cost.budget == "staging-monthly"
    error_message = "Staging must have a budget."
  }

  assert {
    condition     = output.deployment_target.size.desired == 1
    error_message = "One instance is enough for staging."
  }
}

run "an_environment_that_tells_nobody_is_refused" {
  command = plan

  variables {
    email_addresses = []
  }

  expect_failures = [var.email_addresses]
}

run "a_name_too_long_is_refused" {
  command = plan

  variables {
    name = "a-name-of-twenty-one-x"
  }

  expect_failures = [var.name]
}
