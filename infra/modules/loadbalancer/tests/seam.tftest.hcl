# The seam between Terraform and the deployer: once made, the forward action is not Terraform's any more.
# A later configuration that wants another split must not get it, or an apply would send users back.
mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/staging/0123456789abcdef" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/staging/0123456789abcdef/0123456789abcdef" }
  }
  override_resource {
    target = aws_lb_target_group.side["blue"]
    values = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/staging-blue/000000000000000b" }
  }
  override_resource {
    target = aws_lb_target_group.side["green"]
    values = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/staging-green/000000000000000c" }
  }
}

variables {
  name       = "staging"
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-1", "subnet-2"]
}

run "terraform_makes_the_first_split" {
  command = apply

  assert {
    condition = { for group in aws_lb_listener.http[0].default_action[0].forward[0].target_group : group.arn => group.weight } == {
      (aws_lb_target_group.side["blue"].arn)  = 100
      (aws_lb_target_group.side["green"].arn) = 0
    }
    error_message = "Blue must start with all traffic."
  }
}

run "another_split_in_the_configuration_moves_no_traffic" {
  command = apply

  variables {
    initial_colour = "green"
  }

  assert {
    condition = { for group in aws_lb_listener.http[0].default_action[0].forward[0].target_group : group.arn => group.weight } == {
      (aws_lb_target_group.side["blue"].arn)  = 100
      (aws_lb_target_group.side["green"].arn) = 0
    }
    error_message = "Terraform moved the traffic: ignore_changes is gone."
  }
}

run "the_https_listener_is_made_with_the_same_split" {
  command = apply

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    domain_name     = "shop.example.org"
  }

  assert {
    condition = { for group in aws_lb_listener.https[0].default_action[0].forward[0].target_group : group.arn => group.weight } == {
      (aws_lb_target_group.side["blue"].arn)  = 100
      (aws_lb_target_group.side["green"].arn) = 0
    }
    error_message = "Blue must start with all traffic."
  }
}

run "and_it_does_not_move_there_either" {
  command = apply

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    domain_name     = "shop.example.org"
    initial_colour  = "green"
  }

  assert {
    condition     = one([for group in aws_lb_listener.https[0].default_action[0].forward[0].target_group : group.arn if group.weight == 100]) == aws_lb_target_group.side["blue"].arn
    error_message = "Terraform moved the traffic: ignore_changes is gone."
  }
}
