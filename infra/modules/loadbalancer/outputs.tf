output "arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "End of the ARN, as CloudWatch names the load balancer in its dimensions."
  value       = aws_lb.this.arn_suffix
}

output "url" {
  description = "Address of the application: its domain over https when a certificate is given, else the load balancer's own name."
  value       = local.https ? "https://${var.domain_name}" : "http://${aws_lb.this.dns_name}"
}

output "dns_name" {
  description = "Name of the load balancer: point the domain there (alias or CNAME). The deployer's probes resolve it to reach every node."
  value       = aws_lb.this.dns_name
}

output "listener_arn" {
  description = "The production listener, whose default action holds the weights."
  value       = local.production_listener.arn
}

output "rules" {
  description = "Every rule that carries weights, as the deployer takes it. A default rule is changed through its listener, so both ARNs name the listener."
  value = [{
    arn          = local.production_listener.arn
    listener_arn = local.production_listener.arn
    default      = true
  }]
}

output "target_groups" {
  description = "Target group of each side: ARN and the end of it that CloudWatch uses."
  value = {
    for colour, group in aws_lb_target_group.side :
    colour => { arn = group.arn, arn_suffix = group.arn_suffix }
  }
}

output "target_port" {
  description = "Port the application listens on."
  value       = var.target_port
}

output "target_security_group_id" {
  description = "Security group for the instances: requests from the load balancer alone."
  value       = aws_security_group.targets.id
}

output "preview_header" {
  description = "Header that sends a request to one side."
  value       = var.preview_header
}
