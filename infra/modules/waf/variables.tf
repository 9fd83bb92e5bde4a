variable "name" {
  description = "Environment that the web ACL guards."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "load_balancer_arn" {
  description = "Load balancer to guard."
  type        = string
}

variable "rate_limit" {
  description = "Requests from one address in five minutes before it is blocked, 10 or more."
  type        = number
  default     = 2000

  validation {
    condition     = var.rate_limit >= 10
    error_message = "rate_limit must be 10 or more: WAF takes no less."
  }
}

variable "trusted_cidrs" {
  description = "IPv4 ranges that no rule blocks: the deployer's own probes come from here."
  type        = list(string)
  default     = []
}

variable "log_retention_days" {
  description = "Days to keep the log of what was blocked or counted."
  type        = number
  default     = 365
}

variable "kms_key_arn" {
  description = "Key that encrypts the log; null uses the key of CloudWatch Logs."
  type        = string
  default     = null
}
