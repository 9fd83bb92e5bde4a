mock_provider "aws" {
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/production/1" }
  }
  mock_resource "aws_wafv2_ip_set" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/ipset/production/1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-production" }
  }
}

variables {
  name              = "production"
  load_balancer_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/production/0123456789abcdef"
}

# One run: planning the schema of a web ACL takes ten seconds of a core.
run "probes_pass_bad_requests_are_blocked_and_secrets_do_not_reach_the_log" {
  command = apply

  variables {
    trusted_cidrs = ["203.0.113.7/32"]
  }

  assert {
    condition = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset([
      "trusted", "rate", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet",
    ])
    error_message = "A rule is missing."
  }

  assert {
    condition     = min([for rule in aws_wafv2_web_acl.this.rule : rule.priority]...) == one([for rule in aws_wafv2_web_acl.this.rule : rule.priority if rule.name == "trusted"])
    error_message = "Probes must be let through first: blocked probes would take a good release back."
  }

  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == var.load_balancer_arn
    error_message = "A web ACL that guards nothing is none."
  }

  assert {
    condition     = toset([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : field.single_header[0].name]) == toset(["authorization", "cookie"])
    error_message = "Authorization and cookies must be redacted."
  }
}

run "a_rate_that_waf_does_not_take_is_refused" {
  command = plan

  variables {
    rate_limit = 5
  }

  expect_failures = [var.rate_limit]
}
