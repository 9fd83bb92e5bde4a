variable "name" {
  description = "Name of the environment; prefix of everything in it."
  type        = string
  default     = "staging"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "us-east-1"
}

variable "availability_zones" {
  description = "Two zones or more of that region."
  type        = list(string)
  default     = ["us-east-1a", "us-east-1b"]
}

variable "owner" {
  description = "Team that answers for the environment and its cost; a tag on everything."
  type        = string
  default     = "platform"
}

variable "email_addresses" {
  description = "Who hears of alarms, the budget and anomalies."
  type        = set(string)

  validation {
    condition     = length(var.email_addresses) > 0
    error_message = "email_addresses must hold one mail address or more."
  }
}

variable "certificate_arn" {
  description = "Certificate for HTTPS; null serves plain HTTP."
  type        = string
  default     = null
}

variable "domain_name" {
  description = "Host name that the certificate is for; point it to the load balancer (output load_balancer_name)."
  type        = string
  default     = null
}

variable "image_id" {
  description = "AMI of the first template version; null takes the newest Amazon Linux 2023."
  type        = string
  default     = null
}

variable "size" {
  description = "Instances of the live side."
  type        = object({ min = number, desired = number, max = number })
  default     = { min = 1, desired = 1, max = 4 }
}

variable "spot" {
  description = "Run on Spot instances."
  type        = bool
  default     = false
}

variable "monthly_limit" {
  description = "Budget in dollars a month."
  type        = number
  default     = 80
}

variable "time_zone" {
  description = "Time zone of the evening stop."
  type        = string
  default     = "Etc/UTC"
}

variable "github" {
  description = "Repository (owner/name) whose jobs may deploy, and the ARN of the account's OIDC provider for GitHub; null for none."
  type        = object({ repository = string, provider_arn = string })
  default     = null
}
