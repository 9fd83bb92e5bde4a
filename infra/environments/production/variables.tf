variable "name" {
  description = "Name of the environment; prefix of everything in it."
  type        = string
  default     = "production"

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
  description = "Certificate for HTTPS. Production is never served without."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:(acm|iam):", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM or IAM: production is never served over plain HTTP."
  }
}

variable "domain_name" {
  description = "Host name that the certificate is for; point it to the load balancer (output load_balancer_name)."
  type        = string
}

variable "image_id" {
  description = "AMI of the first template version; null takes the newest Amazon Linux 2023."
  type        = string
  default     = null
}

variable "size" {
  description = "Instances of the live side."
  type        = object({ min = number, desired = number, max = number })
  default     = { min = 2, desired = 2, max = 8 }

  validation {
    condition     = var.size.min >= 2
    error_message = "size.min must be 2 or more in production: one instance does not survive the loss of a zone."
  }
}

variable "monthly_limit" {
  description = "Budget in dollars a month."
  type        = number
  default     = 400
}

variable "github" {
  description = "Repository (owner/name) whose jobs may deploy, and the ARN of the account's OIDC provider for GitHub; null for none."
  type        = object({ repository = string, provider_arn = string })
  default     = null
}

variable "jenkins_principals" {
  description = "ARNs of the roles that may take the Jenkins role, normally the instance role of the controller; sessions must carry the hash of the approved evidence."
  type        = list(string)

  validation {
    condition     = length(var.jenkins_principals) > 0
    error_message = "jenkins_principals must name one role or more: in production every session carries its approval, which an instance profile cannot."
  }
}

variable "trusted_cidrs" {
  description = "IPv4 ranges that the firewall never blocks: the deployer's probes come from here."
  type        = list(string)
  default     = []
}
