# Who may talk to whom: Internet -> load balancer -> instances, nothing else.

resource "aws_security_group" "load_balancer" {
  name_prefix = "${var.name}-load-balancer-"
  description = "Requests from clients to the load balancer"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-load-balancer" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "targets" {
  # checkov:skip=CKV2_AWS_5: attached to the instances by the module webserver.
  name_prefix = "${var.name}-targets-"
  description = "Requests from the load balancer to the instances"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-targets" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  # checkov:skip=CKV_AWS_260: a public load balancer is reached on port 80; allowed_cidrs narrows it.
  for_each = {
    for pair in setproduct(local.https ? [80, 443] : [80], var.allowed_cidrs) :
    "${pair[0]} from ${pair[1]}" => { port = pair[0], cidr = pair[1] }
  }

  security_group_id = aws_security_group.load_balancer.id
  description       = "Clients on ${each.value.port}"
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "to_targets" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "Requests and health checks to the instances"
  referenced_security_group_id = aws_security_group.targets.id
  ip_protocol                  = "tcp"
  from_port                    = var.target_port
  to_port                      = var.target_port
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  security_group_id            = aws_security_group.targets.id
  description                  = "Requests and health checks from the load balancer"
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = var.target_port
  to_port                      = var.target_port
}

# Releases come from S3, secrets from Secrets Manager: both over HTTPS, through VPC endpoints.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.targets.id
  description       = "HTTPS to the AWS endpoints"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
