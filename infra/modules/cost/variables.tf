variable "name" {
  description = "Environment whose cost is watched."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "monthly_limit" {
  description = "Budget in dollars a month."
  type        = number

  validation {
    condition     = var.monthly_limit > 0
    error_message = "monthly_limit must be above 0 dollars."
  }
}

variable "email_addresses" {
  description = "Who gets a mail at 80 percent spent, at 100 percent forecast and on an anomaly."
  type        = set(string)

  validation {
    condition     = length(var.email_addresses) > 0 && alltrue([for address in var.email_addresses : can(regex("^[^@ ]+@[^@ ]+$", address))])
    error_message = "email_addresses must hold one mail address or more: a budget that tells nobody is none."
  }
}

variable "anomaly_dollars" {
  description = "An anomaly that costs less than this is not reported."
  type        = number
  default     = 10

  validation {
    condition     = var.anomaly_dollars > 0
    error_message = "anomaly_dollars must be above 0."
  }
}

variable "cost_tag" {
  description = "Tag that tells environments apart on the bill; all resources of an environment carry it."
  type        = string
  default     = "Environment"
}

variable "activate_cost_tags" {
  description = "Activate the cost allocation tags. Only the payer account may, and only once AWS has seen the tags (a day after the first apply)."
  type        = bool
  default     = false
}

variable "groups" {
  description = "Auto Scaling group of each side, for the scheduled scaling."
  type        = object({ blue = string, green = string })
}

variable "sleep_at" {
  description = "Cron expression (five fields) at which both sides are scaled to nothing; null never sleeps. A deployment suspends it on the sides it holds, so it is never cut off."
  type        = string
  default     = null

  validation {
    condition     = var.sleep_at == null ? true : can(regex("^[^ ]+( [^ ]+){4}$", var.sleep_at))
    error_message = "sleep_at must be a cron expression of five fields, for example 0 20 * * MON-FRI, or null."
  }
}

variable "time_zone" {
  description = "Time zone of sleep_at."
  type        = string
  default     = "Etc/UTC"
}
