# Staging: the whole of production in small. It costs under 50 dollars a month more than one instance
# with a database did (bluegreen cost estimate), and it sleeps at night.

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

  name                     = var.name
  availability_zones       = var.availability_zones
  nat                      = "none"
  interface_endpoints      = ["secretsmanager"]
  interface_endpoint_zones = 1
  flow_log_retention_days  = 14
}

module "deploy_state" {
  source = "../../modules/deploy_state"

  name          = var.name
  force_destroy = true
}

module "loadbalancer" {
  source = "../../modules/loadbalancer"

  name            = var.name
  vpc_id          = module.network.vpc_id
  subnet_ids      = module.network.public_subnet_ids
  certificate_arn = var.certificate_arn
  domain_name     = var.domain_name
}

module "database" {
  source = "../../modules/database"

  name                     = var.name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.private_subnet_ids
  client_security_group_id = module.loadbalancer.target_security_group_id
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
  spot              = var.spot
  instance_tags     = local.tags
}

module "monitoring" {
  source = "../../modules/monitoring"

  name            = var.name
  load_balancer   = module.loadbalancer.arn_suffix
  target_groups   = { for colour, group in module.loadbalancer.target_groups : colour => group.arn_suffix }
  groups          = module.webserver.groups
  database_id     = module.database.id
  email_addresses = var.email_addresses
}

module "cost" {
  source = "../../modules/cost"

  name            = var.name
  monthly_limit   = var.monthly_limit
  email_addresses = var.email_addresses
  groups          = module.webserver.groups
  sleep_at        = "0 20 * * MON-FRI"
  time_zone       = var.time_zone
}

module "auto_stop" {
  source = "../../modules/auto_stop"

  name         = var.name
  group_names  = module.webserver.groups
  database_id  = module.database.id
  database_arn = module.database.arn
  time_zone    = var.time_zone
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

  github = var.github == null ? null : {
    repository   = var.github.repository
    environment  = "staging"
    provider_arn = var.github.provider_arn
  }
}
