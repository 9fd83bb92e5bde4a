variable "name" {
  description = "Environment; prefix of alarms, topic and dashboard."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "load_balancer" {
  description = "End of the load balancer's ARN, as CloudWatch names it (output arn_suffix of the module loadbalancer)."
  type        = string

  validation {
    condition     = startswith(var.load_balancer, "app/")
    error_message = "load_balancer must be the end of the ARN, app/<name>/<id>: CloudWatch knows no other name."
  }
}

variable "target_groups" {
  description = "End of each side's target group ARN."
  type        = object({ blue = string, green = string })

  validation {
    condition     = startswith(var.target_groups.blue, "targetgroup/") && startswith(var.target_groups.green, "targetgroup/")
    error_message = "target_groups must be the ends of the ARNs, targetgroup/<name>/<id>: CloudWatch knows no other name."
  }
}

variable "groups" {
  description = "Auto Scaling group of each side."
  type        = object({ blue = string, green = string })
}

variable "database_id" {
  description = "Database to watch; null for none."
  type        = string
  default     = null
}

variable "error_percent" {
  description = "Percent of answers with a 5xx status above which an alarm rises."
  type        = number
  default     = 2

  validation {
    condition     = var.error_percent > 0 && var.error_percent <= 100
    error_message = "error_percent must be above 0 and at most 100."
  }
}

variable "minimum_requests" {
  description = "Requests a minute below which no ratio is judged: one failed request of three is no evidence."
  type        = number
  default     = 20

  validation {
    condition     = var.minimum_requests >= 1
    error_message = "minimum_requests must be 1 or more."
  }
}

variable "latency_seconds" {
  description = "99th percentile of the answer time, in seconds, above which an alarm rises."
  type        = number
  default     = 1

  validation {
    condition     = var.latency_seconds > 0
    error_message = "latency_seconds must be above 0."
  }
}

variable "breaches" {
  description = "Minutes of the last three that must be bad before an alarm rises: 1 is strict (production), 3 is calm."
  type        = number
  default     = 2

  validation {
    condition     = contains([1, 2, 3], var.breaches)
    error_message = "breaches must be 1, 2 or 3."
  }
}

variable "email_addresses" {
  description = "Who gets a mail when an alarm rises or falls. Each confirms the subscription once."
  type        = set(string)
  default     = []
}

variable "kms_key_arn" {
  description = "Customer key for the topic; its policy must let cloudwatch.amazonaws.com use it. Null leaves the topic unencrypted, because alarms cannot publish through the key of SNS."
  type        = string
  default     = null
}
