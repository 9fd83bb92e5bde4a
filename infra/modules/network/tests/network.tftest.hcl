mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:flow" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/flow" }
  }
}

variables {
  name               = "staging"
  availability_zones = ["us-east-1a", "us-east-1b"]
}

run "every_zone_has_a_public_and_a_private_subnet_that_do_not_overlap" {
  command = plan

  assert {
    condition     = length(aws_subnet.public) == 2 && length(aws_subnet.private) == 2
    error_message = "Expected one public and one private subnet per zone."
  }

  assert {
    condition = (
      sort([for subnet in merge({ for z, s in aws_subnet.public : "public ${z}" => s }, { for z, s in aws_subnet.private : "private ${z}" => s }) : subnet.cidr_block])
      == tolist(["10.20.0.0/20", "10.20.128.0/20", "10.20.144.0/20", "10.20.16.0/20"])
    )
    error_message = "Subnets overlap or moved: moving one replaces everything in it."
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !coalesce(subnet.map_public_ip_on_launch, false)])
    error_message = "A public subnet hands out public addresses to whatever starts in it."
  }
}

run "without_nat_the_private_side_has_no_way_out_but_endpoints" {
  command = plan

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_route.nat) == 0 && length(aws_eip.nat) == 0
    error_message = "nat = none must cost nothing."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && keys(aws_vpc_endpoint.interface) == ["secretsmanager"]
    error_message = "Instances fetch releases from S3 and read their secret through endpoints."
  }
}

run "one_nat_gateway_serves_all_zones_when_single" {
  command = plan

  variables {
    nat = "single"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.nat) == 2
    error_message = "Expected one gateway and a route to it from each zone."
  }
}

run "each_zone_has_its_own_nat_gateway_when_per_zone" {
  command = plan

  variables {
    nat = "per_zone"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 2 && length(aws_route.nat) == 2
    error_message = "Expected a gateway per zone."
  }
}

run "interface_endpoints_stand_in_as_many_zones_as_paid_for" {
  command = apply

  variables {
    interface_endpoint_zones = 1
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface["secretsmanager"].subnet_ids) == 1
    error_message = "Expected the endpoint in one zone only."
  }
}

run "all_traffic_is_logged_and_the_default_group_is_closed" {
  command = plan

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL"
    error_message = "Rejected traffic alone does not show a leak."
  }

  assert {
    condition     = length(aws_default_security_group.closed.ingress) == 0 && length(aws_default_security_group.closed.egress) == 0
    error_message = "The default security group must let nothing through."
  }
}

run "one_zone_is_refused" {
  command = plan

  variables {
    availability_zones = ["us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "a_zone_named_twice_is_refused" {
  command = plan

  variables {
    availability_zones = ["us-east-1a", "us-east-1a"]
  }

  expect_failures = [var.availability_zones]
}

run "a_range_too_small_is_refused" {
  command = plan

  variables {
    cidr_block = "10.0.0.0/24"
  }

  expect_failures = [var.cidr_block]
}

run "an_unknown_nat_is_refused" {
  command = plan

  variables {
    nat = "two"
  }

  expect_failures = [var.nat]
}

run "a_name_too_long_for_a_load_balancer_is_refused" {
  command = plan

  variables {
    name = "a-name-of-twenty-one-x"
  }

  expect_failures = [var.name]
}
