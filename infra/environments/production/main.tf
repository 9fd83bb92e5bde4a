# Production: nothing can be deleted by mistake, a zone can be lost, traffic moves only with an approval.

locals {
  tags = {
    Environment = var.name
    Application = "blue-green-deploy"
    Owner       = var.owner
    ManagedBy   = "terraform"
  }
}

module "network" {
  source = "../../modules/network"

  name                    = var.name
  availability_zones      = var.availability_zones
  nat                     = "none"
  interface_endpoints     = ["secretsmanager", "ssm", "ssmmessages", "ec2messages"]
  flow_log_retention_days = 365
  flow_log_kms_key_arn    = aws_kms_key.this.arn
}

module "deploy_state" {
  source = "../../modules/deploy_state"

  name        = var.name
  kms_key_arn = aws_kms_key.this.arn
}

module "loadbalancer" {
  source = "../../modules/loadbalancer"

  name            = var.name
  vpc_id          = module.network.vpc_id
  subnet_ids      = module.network.public_subnet_ids
  certificate_arn = var.certificate_arn
  domain_name     = var.domain_name

  deletion_protection       = true
  access_log_retention_days = 365
}

module "database" {
  source = "../../modules/database"

  name                     = var.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.private_subnet_ids
  client_security_group_id = module.loadbalancer.target_security_group_id
  instance_class           = "db.t4g.small"
  multi_az                 = true
  backup_retention_days    = 35
  log_retention_days       = 365
  deletion_protection      = true
  kms_key_arn              = aws_kms_key.this.arn
}

module "webserver" {
  source = "../../modules/webserver"

  name              = var.name
  subnet_ids        = module.network.private_subnet_ids
  security_group_id = module.loadbalancer.target_security_group_id
  target_group_arns = { for colour, group in module.loadbalancer.target_groups : colour => group.arn }
  artifact_bucket   = module.deploy_state.bucket
  image_id          = var.image_id
  size              = var.size
  port              = module.loadbalancer.target_port
  database          = module.database.connection
  kms_key_arn       = aws_kms_key.this.arn
  instance_tags     = local.tags

  detailed_monitoring = true
}

module "monitoring" {
  source = "../../modules/monitoring"

  name            = var.name
  load_balancer   = module.loadbalancer.arn_suffix
  target_groups   = { for colour, group in module.loadbalancer.target_groups : colour => group.arn_suffix }
  groups          = module.webserver.groups
  database_id     = module.database.id
  email_addresses = var.email_addresses
  kms_key_arn     = aws_kms_key.this.arn

  # Half the errors and half the time of staging, and one bad minute is enough.
  error_percent   = 1
  latency_seconds = 0.5
  breaches        = 1
}

module "cost" {
  source = "../../modules/cost"

  name            = var.name
  monthly_limit   = var.monthly_limit
  email_addresses = var.email_addresses
  groups          = module.webserver.groups
  anomaly_dollars = 25
}

module "deployer_role" {
  source = "../../modules/deployer_role"

  name              = var.name
  listener_arn      = module.loadbalancer.listener_arn
  groups            = module.webserver.groups
  launch_templates  = module.webserver.launch_templates
  instance_role_arn = module.webserver.instance_role_arn
  bucket_arn        = module.deploy_state.bucket_arn
  topic_arn         = module.monitoring.topic_arn
  database          = { arn = module.database.arn, secret_arn = module.database.connection.secret_arn }

  kms_key_arn        = aws_kms_key.this.arn
  may_sleep          = false
  require_approval   = true
  jenkins_principals = var.jenkins_principals

  github = var.github == null ? null : {
    repository   = var.github.repository
    environment  = "production"
    provider_arn = var.github.provider_arn
  }
}

module "waf" {
  source = "../../modules/waf"

  name              = var.name
  load_balancer_arn = module.loadbalancer.arn
  trusted_cidrs     = var.trusted_cidrs
  kms_key_arn       = aws_kms_key.this.arn
}
