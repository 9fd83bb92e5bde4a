mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_ssm_parameter" {
    defaults = { value = "ami-0123456789abcdef0" }
  }
  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::123456789012:instance-profile/staging" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0123456789abcdef0", latest_version = 1 }
  }
}

variables {
  name              = "staging"
  subnet_ids        = ["subnet-1", "subnet-2"]
  security_group_id = "sg-1"
  target_group_arns = {
    blue  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/staging-blue/0123456789abcdef"
    green = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/staging-green/0123456789abcdef"
  }
  artifact_bucket = "staging-bluegreen"
}

run "each_side_has_its_own_group_and_template_in_its_own_target_group" {
  command = plan

  assert {
    condition     = aws_autoscaling_group.side["blue"].name == "staging-blue" && aws_autoscaling_group.side["green"].name == "staging-green"
    error_message = "Groups must be <name>-blue and <name>-green."
  }

  assert {
    condition     = alltrue([for colour, group in aws_autoscaling_group.side : group.target_group_arns == toset([var.target_group_arns[colour]])])
    error_message = "A side must serve its own target group only."
  }

  assert {
    condition     = alltrue([for colour, template in aws_launch_template.side : template.name == "staging-${colour}"])
    error_message = "Templates must be <name>-blue and <name>-green."
  }
}

run "both_sides_are_made_empty" {
  command = plan

  assert {
    condition     = alltrue([for group in aws_autoscaling_group.side : group.min_size == 0 && group.desired_capacity == 0 && group.max_size == 4])
    error_message = "There is nothing to start before there is a release."
  }
}

run "an_instance_knows_its_release_and_colour_from_its_tags" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for colour, template in aws_launch_template.side : [
        for specification in template.tag_specifications :
        specification.tags["bluegreen:release"] == "none" && specification.tags["bluegreen:colour"] == colour
      ]
    ]))
    error_message = "Instances and volumes must carry release and colour."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : template.metadata_options[0].instance_metadata_tags == "enabled" && template.metadata_options[0].http_tokens == "required"])
    error_message = "Tags must be readable from the metadata, with IMDSv2 only."
  }
}

run "instances_are_private_encrypted_and_have_no_key" {
  command = plan

  assert {
    condition     = alltrue([for template in aws_launch_template.side : template.network_interfaces[0].associate_public_ip_address == "false"])
    error_message = "No instance may have a public address."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : template.block_device_mappings[0].ebs[0].encrypted == "true" && template.block_device_mappings[0].ebs[0].volume_type == "gp3"])
    error_message = "Volumes must be encrypted gp3."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : template.key_name == null])
    error_message = "There is no SSH key: Session Manager is the shell."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.session_manager.policy_arn == "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    error_message = "Session Manager must be allowed."
  }
}

run "a_slow_boot_is_not_killed" {
  command = plan

  variables {
    boot_seconds = 240
  }

  assert {
    condition     = alltrue([for group in aws_autoscaling_group.side : group.health_check_type == "ELB" && group.health_check_grace_period == 240])
    error_message = "The grace period must be as long as a boot."
  }
}

run "user_data_holds_settings_and_no_password" {
  command = plan

  variables {
    database = {
      host       = "db.internal"
      port       = 5432
      name       = "app"
      user       = "app_owner"
      secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db"
    }
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : startswith(base64decode(template.user_data), "#!/usr/bin/env bash\nexport ARTIFACT_BUCKET='staging-bluegreen'\nexport PORT=\"$${PORT:-8080}\"\nexport PACKAGES='python3.11'\nexport DATABASE_HOST='db.internal'")])
    error_message = "Settings must come first, then the boot script."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : length(template.user_data) <= 16384])
    error_message = "User data larger than 16 KiB is refused by EC2."
  }
}

run "spot_is_used_only_when_asked_for" {
  command = plan

  assert {
    condition     = alltrue([for template in aws_launch_template.side : length(template.instance_market_options) == 0])
    error_message = "Nobody asked for Spot."
  }
}

run "spot_is_asked_for_in_the_template_that_the_deployer_makes_versions_of" {
  command = plan

  variables {
    spot = true
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : template.instance_market_options[0].market_type == "spot"])
    error_message = "Every instance must be Spot."
  }

  assert {
    condition     = alltrue([for group in aws_autoscaling_group.side : length(group.launch_template) == 1 && length(group.mixed_instances_policy) == 0])
    error_message = "The deployer releases by launch template: a mixed instances policy would shut it out."
  }
}

run "a_warm_pool_is_kept_when_asked_for" {
  command = plan

  variables {
    warm_pool = 2
  }

  assert {
    condition     = alltrue([for group in aws_autoscaling_group.side : group.warm_pool[0].min_size == 2 && group.warm_pool[0].pool_state == "Stopped"])
    error_message = "Each side must keep two stopped instances."
  }
}

run "cpu_is_held_by_target_tracking" {
  command = plan

  assert {
    condition     = alltrue([for policy in aws_autoscaling_policy.cpu : policy.target_tracking_configuration[0].target_value == 60])
    error_message = "Each side must hold 60 percent CPU."
  }
}

run "a_warm_pool_of_spot_instances_is_refused" {
  command = plan

  variables {
    spot      = true
    warm_pool = 1
  }

  expect_failures = [var.warm_pool]
}

run "a_size_out_of_order_is_refused" {
  command = plan

  variables {
    size = { min = 3, desired = 2, max = 4 }
  }

  expect_failures = [var.size]
}

run "a_package_that_is_a_command_is_refused" {
  command = plan

  variables {
    packages = ["python3.11'; reboot"]
  }

  expect_failures = [var.packages]
}
