# The seam between Terraform and the deployer: sizes, template versions, release and image change at run
# time. A later configuration that differs in them must leave them as they are.
mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
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
  image_id        = "ami-0000000000000000a"
}

run "terraform_makes_the_first_state" {
  command = apply

  assert {
    condition     = alltrue([for group in aws_autoscaling_group.side : group.max_size == 4])
    error_message = "Both sides start with the upper bound they were given."
  }
}

run "other_sizes_in_the_configuration_change_no_group" {
  command = apply

  variables {
    size = { min = 3, desired = 3, max = 9 }
  }

  assert {
    condition     = alltrue([for group in aws_autoscaling_group.side : group.max_size == 4])
    error_message = "Terraform resized a side: ignore_changes is gone."
  }
}

run "another_image_in_the_configuration_changes_no_template" {
  command = apply

  variables {
    image_id = "ami-0000000000000000b"
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.side : template.image_id == "ami-0000000000000000a"])
    error_message = "Terraform changed the image of a side: ignore_changes is gone."
  }
}

run "other_tags_in_the_configuration_change_no_template" {
  command = apply

  variables {
    instance_tags = { "bluegreen:release" = "v2", Owner = "somebody" }
  }

  assert {
    condition     = alltrue(flatten([for template in aws_launch_template.side : [for specification in template.tag_specifications : specification.tags["bluegreen:release"] == "none" && !contains(keys(specification.tags), "Owner")]]))
    error_message = "Terraform changed the tags of a side, and with them its release: ignore_changes is gone."
  }
}
