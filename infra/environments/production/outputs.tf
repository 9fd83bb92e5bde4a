output "deployment_target" {
  description = "What the pipeline steps and the command line deploy to; docs/deployment-target.md describes it."
  value = {
    name           = var.name
    region         = var.region
    load_balancer  = module.loadbalancer.arn
    url            = module.loadbalancer.url
    addresses      = [module.loadbalancer.dns_name]
    rules          = module.loadbalancer.rules
    preview_header = module.loadbalancer.preview_header
    state_bucket   = module.deploy_state.bucket
    alarms         = module.monitoring.alarms
    topic          = module.monitoring.topic_arn
    database       = module.database.id
    size           = module.webserver.size
    instance       = module.webserver.instance

    blue = {
      target_group = module.loadbalancer.target_groups.blue.arn
      group        = module.webserver.groups.blue
    }

    green = {
      target_group = module.loadbalancer.target_groups.green.arn
      group        = module.webserver.groups.green
    }
  }
}

output "load_balancer_name" {
  description = "Name that the domain points to."
  value       = module.loadbalancer.dns_name
}

output "deployer_roles" {
  description = "Roles that may deploy here."
  value = {
    jenkins = module.deployer_role.jenkins_role_arn
    github  = module.deployer_role.github_role_arn
  }
}

output "dashboard" {
  description = "CloudWatch dashboard of the environment."
  value       = module.monitoring.dashboard
}
