output "alarms" {
  description = "Names of the alarms that guard a deployment."
  value       = sort([for alarm in local.guards : alarm.alarm_name])
}

output "topic_arn" {
  description = "Topic that alarms and deployments notify."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
