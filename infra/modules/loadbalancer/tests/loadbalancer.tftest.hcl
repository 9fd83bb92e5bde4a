mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_lb" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/staging/0123456789abcdef"
      arn_suffix = "app/staging/0123456789abcdef"
      dns_name   = "staging-1.us-east-1.elb.amazonaws.com"
    }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/side/0123456789abcdef" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/staging/0123456789abcdef/0123456789abcdef" }
  }
}

variables {
  name       = "staging"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-1", "subnet-2"]
}

run "both_sides_are_permanent_and_named_after_environment_and_colour" {
  command = plan

  assert {
    condition     = aws_lb_target_group.side["blue"].name == "staging-blue" && aws_lb_target_group.side["green"].name == "staging-green"
    error_message = "Target groups must be <name>-blue and <name>-green."
  }
}

run "the_first_split_is_100_to_0_with_both_groups_in_the_action" {
  command = apply

  assert {
    condition     = length(aws_lb_listener.http[0].default_action[0].forward[0].target_group) == 2
    error_message = "A group that no action names is not health-checked: both must be in it."
  }

  assert {
    condition     = sort([for group in aws_lb_listener.http[0].default_action[0].forward[0].target_group : tostring(group.weight)]) == tolist(["0", "100"])
    error_message = "The first split must be 100 to 0."
  }

  assert {
    condition     = length(aws_lb_listener.http[0].default_action[0].forward[0].stickiness) == 0
    error_message = "Sticky clients ignore weights."
  }
}

run "health_checks_are_the_fastest_a_load_balancer_offers" {
  command = plan

  assert {
    condition = alltrue([
      for group in aws_lb_target_group.side :
      group.health_check[0].interval == 5 && group.health_check[0].timeout == 2 &&
      group.health_check[0].healthy_threshold == 2 && group.health_check[0].unhealthy_threshold == 2 &&
      group.health_check[0].path == "/health" && group.health_check[0].matcher == "200"
    ])
    error_message = "Rollback in seconds needs interval 5, timeout 2, thresholds 2/2."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.side : group.deregistration_delay == "30" && !group.stickiness[0].enabled])
    error_message = "Draining takes 30 s and stickiness is off."
  }
}

run "a_preview_header_leads_to_each_side_whatever_the_weights_say" {
  command = plan

  assert {
    condition     = one(one(aws_lb_listener_rule.preview["green"].condition).http_header).http_header_name == "X-BlueGreen-Preview"
    error_message = "The preview header is X-BlueGreen-Preview."
  }

  assert {
    condition     = alltrue([for colour, rule in aws_lb_listener_rule.preview : one(one(rule.condition).http_header).values == toset([colour])])
    error_message = "Each rule must match its own colour."
  }

  assert {
    condition     = aws_lb_listener_rule.preview["blue"].priority != aws_lb_listener_rule.preview["green"].priority
    error_message = "Two rules cannot share a priority."
  }
}

run "without_a_certificate_there_is_http_only" {
  command = apply

  assert {
    condition     = length(aws_lb_listener.http) == 1 && length(aws_lb_listener.https) == 0 && length(aws_lb_listener.redirect) == 0
    error_message = "Expected one HTTP listener."
  }

  assert {
    condition     = output.url == "http://staging-1.us-east-1.elb.amazonaws.com"
    error_message = "The URL must say http."
  }
}

run "with_a_certificate_http_only_redirects_and_https_holds_the_weights" {
  command = apply

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    domain_name     = "shop.example.org"
  }

  assert {
    condition     = length(aws_lb_listener.http) == 0 && aws_lb_listener.redirect[0].default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "Port 80 must only redirect."
  }

  assert {
    condition     = aws_lb_listener.https[0].port == 443 && length(aws_lb_listener.https[0].default_action[0].forward[0].target_group) == 2
    error_message = "The HTTPS listener must hold both sides."
  }

  assert {
    condition     = startswith(aws_lb_listener.https[0].ssl_policy, "ELBSecurityPolicy-TLS13-1-2")
    error_message = "TLS below 1.2 must be refused."
  }

  assert {
    condition     = output.url == "https://shop.example.org" && output.dns_name == "staging-1.us-east-1.elb.amazonaws.com"
    error_message = "The URL must name the host that the certificate proves; the load balancer's own name is for its nodes."
  }
}

run "the_output_names_the_rules_as_the_deployer_takes_them" {
  command = apply

  assert {
    condition     = length(output.rules) == 1 && output.rules[0].default && output.rules[0].listener_arn == output.listener_arn
    error_message = "The default action of the production listener holds the weights."
  }
}

run "only_the_load_balancer_reaches_the_instances" {
  command = plan

  assert {
    condition     = aws_vpc_security_group_ingress_rule.from_load_balancer.cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.from_load_balancer.from_port == 8080
    error_message = "Instances must be reachable from the load balancer's security group alone."
  }

  assert {
    condition     = !aws_lb.this.internal && aws_lb.this.drop_invalid_header_fields
    error_message = "The load balancer faces the Internet and drops malformed headers."
  }
}

run "access_logs_are_on_and_private" {
  command = plan

  assert {
    condition     = aws_lb.this.access_logs[0].enabled
    error_message = "Access logs must be on."
  }

  assert {
    condition = (
      aws_s3_bucket_public_access_block.logs.block_public_acls && aws_s3_bucket_public_access_block.logs.block_public_policy &&
      aws_s3_bucket_public_access_block.logs.ignore_public_acls && aws_s3_bucket_public_access_block.logs.restrict_public_buckets
    )
    error_message = "The log bucket must not be public in any way."
  }
}

run "deletion_protection_also_keeps_the_logs" {
  command = plan

  variables {
    deletion_protection = true
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && !aws_s3_bucket.logs.force_destroy
    error_message = "A protected load balancer and its logs must refuse deletion."
  }
}

run "one_subnet_is_refused" {
  command = plan

  variables {
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.subnet_ids]
}

run "a_privileged_port_is_refused" {
  command = plan

  variables {
    target_port = 80
  }

  expect_failures = [var.target_port]
}

run "a_certificate_without_its_domain_is_refused" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  }

  expect_failures = [var.domain_name]
}

run "something_that_is_no_certificate_is_refused" {
  command = plan

  variables {
    domain_name     = "shop.example.org"
    certificate_arn = "my-certificate"
  }

  expect_failures = [var.certificate_arn]
}

run "a_health_path_without_a_slash_is_refused" {
  command = plan

  variables {
    health_path = "health"
  }

  expect_failures = [var.health_path]
}
