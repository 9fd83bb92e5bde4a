# The listener and the two groups of an environment that exists already, taken in by import blocks: weights and sizes are variables.
terraform {
  required_version = ">= 1.10"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "load_balancer_arn" { type = string }
variable "listener_arn" { type = string }
variable "listener_port" { type = number }
variable "target_groups" { type = map(string) }
variable "groups" { type = map(string) }
variable "templates" { type = map(string) }
variable "green_percent" { type = number }
variable "sizes" { type = map(number) }
variable "releases" { type = map(string) }

import {
  to = aws_lb_listener.this
  id = var.listener_arn
}

import {
  for_each = var.groups
  to       = aws_autoscaling_group.this[each.key]
  id       = each.value
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = var.load_balancer_arn
  port              = var.listener_port
  protocol          = "HTTP"

  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = var.target_groups["blue"]
        weight = 100 - var.green_percent
      }
      target_group {
        arn    = var.target_groups["green"]
        weight = var.green_percent
      }
    }
  }
}

resource "aws_autoscaling_group" "this" {
  for_each = var.groups

  name              = each.value
  min_size          = var.sizes[each.key]
  desired_capacity  = var.sizes[each.key]
  max_size          = 10
  target_group_arns = [var.target_groups[each.key]]

  launch_template {
    id      = var.templates[each.key]
    version = "1"
  }

  # Weights move only once the group's instances are healthy in the load balancer.
  wait_for_elb_capacity = var.sizes[each.key]

  dynamic "tag" {
    for_each = {
      Name                = each.value
      "bluegreen:colour"  = each.key
      "bluegreen:release" = var.releases[each.key]
    }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  lifecycle {
    ignore_changes = [vpc_zone_identifier, health_check_type, health_check_grace_period]
  }
}
