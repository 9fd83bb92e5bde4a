variable "name" {
  description = "Environment that sleeps."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "group_names" {
  description = "Auto Scaling group of each side."
  type        = object({ blue = string, green = string })
}

variable "database_id" {
  description = "Database to stop and start; null for none."
  type        = string
  default     = null
}

variable "database_arn" {
  description = "ARN of that database, for the permission; null for none."
  type        = string
  default     = null
}

variable "stop_at" {
  description = "Cron expression (EventBridge Scheduler) of the evening stop. Later than the one Jenkins keeps: this is the fallback."
  type        = string
  default     = "cron(30 21 ? * MON-FRI *)"

  validation {
    condition     = can(regex("^cron\\([^ ]+( [^ ]+){5}\\)$", var.stop_at))
    error_message = "stop_at must be a cron expression of six fields, for example cron(30 21 ? * MON-FRI *)."
  }
}

variable "time_zone" {
  description = "Time zone of the schedules, with its daylight saving, for example Europe/Berlin."
  type        = string
  default     = "Etc/UTC"
}
