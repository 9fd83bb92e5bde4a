# Two permanent sides: a launch template and an Auto Scaling group per colour. Terraform builds them;
# what runs on them, and how many, belongs to the deployer (see the lifecycle blocks).

locals {
  colours = toset(["blue", "green"])
}

data "aws_ssm_parameter" "image" {
  count = var.image_id == null ? 1 : 0

  name = var.image_parameter
}

resource "aws_launch_template" "side" {
  for_each = local.colours

  name                   = "${var.name}-${each.key}"
  description            = "First version by Terraform; each release adds one of its own"
  image_id               = var.image_id == null ? nonsensitive(data.aws_ssm_parameter.image[0].value) : var.image_id
  instance_type          = var.instance_type
  update_default_version = true
  user_data              = base64encode(local.user_data)

  # Not a mixed instances policy: the deployer gives a side its release by a version of this template.
  dynamic "instance_market_options" {
    for_each = var.spot ? ["spot"] : []

    content {
      market_type = instance_market_options.value
    }
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.this.arn
  }

  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
    security_groups             = [var.security_group_id]
  }

  # Tags in the metadata: an instance knows its release and colour without a call to any API.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "enabled"
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.volume_size
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = var.detailed_monitoring
  }

  tag_specifications {
    resource_type = "instance"
    tags          = merge(var.instance_tags, local.side_tags[each.key])
  }

  tag_specifications {
    resource_type = "volume"
    tags          = merge(var.instance_tags, local.side_tags[each.key])
  }

  tags = { "bluegreen:colour" = each.key }

  lifecycle {
    # A deployment adds a version with the release's tag and, when the release names one, its AMI;
    # the provider reads the newest version, so both would look like drift here.
    ignore_changes = [image_id, tag_specifications, description]
  }
}

locals {
  side_tags = {
    for colour in local.colours : colour => {
      Name                = "${var.name}-${colour}"
      "bluegreen:colour"  = colour
      "bluegreen:release" = "none" # until the first `bluegreen start --release` or deployment
    }
  }

  # The same script runs as a process in the local cloud: settings above, program below.
  user_data = join("\n", concat(
    [
      "#!/usr/bin/env bash",
      "export ARTIFACT_BUCKET='${var.artifact_bucket}'",
      # The local cloud runs many instances on one machine and gives each a port of its own.
      "export PORT=\"$${PORT:-${var.port}}\"",
      "export PACKAGES='${join(" ", var.packages)}'",
    ],
    var.database == null ? [] : [
      "export DATABASE_HOST='${var.database.host}'",
      "export DATABASE_PORT='${var.database.port}'",
      "export DATABASE_NAME='${var.database.name}'",
      "export DATABASE_USER='${var.database.user}'",
      "export DATABASE_SECRET='${var.database.secret_arn}'",
    ],
    [file("${path.module}/boot.sh")],
  ))
}

resource "aws_autoscaling_group" "side" {
  for_each = local.colours

  name                = "${var.name}-${each.key}"
  vpc_zone_identifier = var.subnet_ids
  target_group_arns   = [var.target_group_arns[each.key]]

  # Nothing runs before there is a release: `bluegreen start --release` brings up the first one.
  min_size         = 0
  desired_capacity = 0
  max_size         = var.size.max

  health_check_type         = "ELB"
  health_check_grace_period = var.boot_seconds
  default_instance_warmup   = var.boot_seconds
  wait_for_capacity_timeout = "0"
  termination_policies      = ["OldestLaunchTemplate", "OldestInstance"]
  enabled_metrics           = ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupPendingInstances", "GroupTerminatingInstances"]

  launch_template {
    id      = aws_launch_template.side[each.key].id
    version = aws_launch_template.side[each.key].latest_version
  }

  dynamic "warm_pool" {
    for_each = var.warm_pool > 0 ? [var.warm_pool] : []

    content {
      pool_state                  = "Stopped"
      min_size                    = warm_pool.value
      max_group_prepared_capacity = warm_pool.value
    }
  }

  dynamic "tag" {
    for_each = { Name = "${var.name}-${each.key}", "bluegreen:colour" = each.key }

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }

  lifecycle {
    # Run-time state that belongs to the deployer: sizes, the release (a template version), the processes it holds
    # still while it works, its notes (tags). Without these, an apply would scale the live side.
    ignore_changes = [
      min_size,
      max_size,
      desired_capacity,
      launch_template[0].version,
      suspended_processes,
      tag,
    ]
  }
}

# Holds each side's CPU; a deployment suspends it (AlarmNotification) while it holds the sizes.
resource "aws_autoscaling_policy" "cpu" {
  for_each = local.colours

  name                   = "${var.name}-${each.key}-cpu"
  autoscaling_group_name = aws_autoscaling_group.side[each.key].name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = var.cpu_target

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
