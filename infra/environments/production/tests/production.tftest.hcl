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
  domain_name        = "shop.example.org"
  jenkins_principals = ["arn:aws:iam::123456789012:role/jenkins"]
}

# Few runs: each plans the schema of a web ACL, which takes ten seconds of a core.
run "production_is_served_over_https_and_described_as_staging_is" {
  command = apply

  assert {
    condition     = output.deployment_target.url == "https://shop.example.org"
    error_message = "Production must be served over HTTPS, under the name that its certificate proves."
  }

  assert {
    condition     = output.deployment_target.addresses == ["some-1.us-east-1.elb.amazonaws.com"]
    error_message = "Probes must reach every node of the load balancer, wherever the domain leads."
  }

  assert {
    condition = sort(keys(output.deployment_target)) == tolist([
      "addresses", "alarms", "blue", "database", "green", "instance", "load_balancer", "name", "preview_header", "region", "rules", "size", "state_bucket", "topic", "url",
    ])
    error_message = "The map must have the keys of docs/deployment-target.md, and no others."
  }
}

run "what_production_cannot_do_without_is_refused" {
  command = plan

  variables {
    size               = { min = 1, desired = 1, max = 4 } # does not survive the loss of a zone
    certificate_arn    = "none"
    jenkins_principals = [] # an instance profile cannot carry an approval
  }

  expect_failures = [var.size, var.certificate_arn, var.jenkins_principals]
}
