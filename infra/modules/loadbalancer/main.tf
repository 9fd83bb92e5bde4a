# The load balancer with both sides behind it for ever. Terraform makes the first split (100/0); from
# then on the split belongs to the deployer, which is why every forward action below is ignored.

locals {
  colours = toset(["blue", "green"])
  https   = var.certificate_arn != null

  # Both groups, always: a group that no action names is not health-checked.
  first_weights = { for colour in local.colours : colour => colour == var.initial_colour ? 100 : 0 }
}

resource "aws_lb" "this" {
  # checkov:skip=CKV2_AWS_28: the optional module waf guards production; staging does without to stay under its budget.
  # checkov:skip=CKV2_AWS_20: port 80 redirects to 443 as soon as a certificate is given, see aws_lb_listener.redirect.
  # checkov:skip=CKV_AWS_150: deletion protection is a variable; production sets it, and a test proves it.
  name               = var.name
  load_balancer_type = "application"
  internal           = false
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.load_balancer.id]

  idle_timeout               = var.idle_timeout
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection

  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }

  # Without its permission the load balancer cannot be told to write logs.
  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_lb_target_group" "side" {
  # checkov:skip=CKV_AWS_378: TLS ends at the load balancer; instances take requests from it alone, inside the VPC.
  for_each = local.colours

  name                 = "${var.name}-${each.key}"
  vpc_id               = var.vpc_id
  protocol             = "HTTP"
  port                 = var.target_port
  target_type          = "instance"
  deregistration_delay = var.deregistration_delay

  # The fastest that a load balancer offers: a bad target is out after 10 seconds.
  health_check {
    path                = var.health_path
    matcher             = "200"
    interval            = 5
    timeout             = 2
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  # A sticky client ignores weights, also weight 0: it would be lost when its side retires.
  stickiness {
    type    = "lb_cookie"
    enabled = false
  }

  tags = { "bluegreen:colour" = each.key }
}

# --- Listeners: one production listener whose default action forwards to both sides -----------------

resource "aws_lb_listener" "http" {
  # checkov:skip=CKV_AWS_2: plain HTTP only where no certificate is given, which production refuses.
  # checkov:skip=CKV_AWS_103: see above.
  count = local.https ? 0 : 1

  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = local.first_weights

        content {
          arn    = aws_lb_target_group.side[target_group.key].arn
          weight = target_group.value
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

resource "aws_lb_listener" "https" {
  count = local.https ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn
  ssl_policy        = var.ssl_policy

  default_action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = local.first_weights

        content {
          arn    = aws_lb_target_group.side[target_group.key].arn
          weight = target_group.value
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

resource "aws_lb_listener" "redirect" {
  count = local.https ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

# A request that names a side sees that side: a release can be looked at before any user meets it.
resource "aws_lb_listener_rule" "preview" {
  for_each = { blue = 10, green = 11 }

  listener_arn = local.production_listener.arn
  priority     = each.value

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.side[each.key].arn
  }

  condition {
    http_header {
      http_header_name = var.preview_header
      values           = [each.key]
    }
  }

  tags = { "bluegreen:preview" = each.key }
}

locals {
  production_listener = one(concat(aws_lb_listener.http, aws_lb_listener.https))
}
