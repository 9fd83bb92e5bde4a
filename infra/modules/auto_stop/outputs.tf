output "schedule_group" {
  description = "Schedule group with the stops; delete or disable its schedules to keep the environment awake."
  value       = aws_scheduler_schedule_group.this.name
}
