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
  email_addresses    = ["team@example.org"]
  image_id           = "ami-0123456789abcdef0"
  certificate_arn    = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  jenkins_principals = ["arn:aws:iam::123456789012:role/jenkins"]
}

run "production_is_served_over_https" {
  command = apply

  assert {
    condition     = startswith(output.deployment_target.url, "https://")
    error_message = "Production must not be served over plain HTTP."
  }
}

run "the_deployment_target_has_the_same_keys_as_in_staging" {
  command = apply

  assert {
    condition = sort(keys(output.deployment_target)) == tolist([
      "alarms", "blue", "database", "green", "load_balancer", "name", "preview_header", "region", "rules", "size", "state_bucket", "topic", "url",
    ])
    error_message = "The map must have the keys of docs/deployment-target.md, and no others."
  }
}

run "a_side_survives_the_loss_of_a_zone" {
  command = plan

  variables {
    size = { min = 1, desired = 1, max = 4 }
  }

  expect_failures = [var.size]
}

run "plain_http_is_refused" {
  command = plan

  variables {
    certificate_arn = "none"
  }

  expect_failures = [var.certificate_arn]
}

run "a_jenkins_that_cannot_carry_an_approval_is_refused" {
  command = plan

  variables {
    jenkins_principals = []
  }

  expect_failures = [var.jenkins_principals]
}
