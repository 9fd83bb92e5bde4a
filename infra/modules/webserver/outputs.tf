output "groups" {
  description = "Name of each side's Auto Scaling group."
  value       = { for colour, group in aws_autoscaling_group.side : colour => group.name }
}

output "group_arns" {
  description = "ARN of each side's Auto Scaling group."
  value       = { for colour, group in aws_autoscaling_group.side : colour => group.arn }
}

output "launch_templates" {
  description = "Id of each side's launch template."
  value       = { for colour, template in aws_launch_template.side : colour => template.id }
}

output "instance_role_arn" {
  description = "Role of the instances; the deployer must be allowed to pass it."
  value       = aws_iam_role.instance.arn
}

output "instance" {
  description = "Type of the instances and size of their root volume, for what a deployment costs."
  value       = { type = var.instance_type, volume_gib = var.volume_size }
}

output "size" {
  description = "Configured size of the live side, which an environment wakes up to when nothing else is recorded."
  value       = var.size
}
