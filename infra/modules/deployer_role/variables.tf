variable "name" {
  description = "Environment that the roles may deploy to."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "listener_arn" {
  description = "Production listener: the roles may change its weights and those of its rules, and no other."
  type        = string
}

variable "groups" {
  description = "Auto Scaling group of each side."
  type        = object({ blue = string, green = string })
}

variable "launch_templates" {
  description = "Id of each side's launch template."
  type        = object({ blue = string, green = string })
}

variable "instance_role_arn" {
  description = "Role of the instances, which a new template version passes on."
  type        = string
}

variable "bucket_arn" {
  description = "Bucket with deployments, leases and releases."
  type        = string
}

variable "topic_arn" {
  description = "Topic that deployments notify."
  type        = string
}

variable "database" {
  description = "Database to stop, start and migrate; null for none."
  type        = object({ arn = string, secret_arn = string })
  default     = null
}

variable "may_sleep" {
  description = "Allow the roles to stop and start the database; off in production."
  type        = bool
  default     = true
}

variable "github" {
  description = "Repository (owner/name) and GitHub environment whose jobs may deploy, and the ARN of the account's OIDC provider for token.actions.githubusercontent.com. Null for none."
  type = object({
    repository   = string
    environment  = string
    provider_arn = string
  })
  default = null

  validation {
    condition     = var.github == null ? true : can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github.repository))
    error_message = "github.repository must be owner/name without a wildcard: a wildcard would let other repositories deploy."
  }
}

variable "jenkins_principals" {
  description = "ARNs of roles that may take the Jenkins role, normally the instance role of the Jenkins controller. Empty makes an instance profile that a controller in this account can wear itself."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.jenkins_principals : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/", arn))])
    error_message = "jenkins_principals must be ARNs of roles: a whole account or a wildcard would let anybody in it deploy."
  }
}

variable "require_approval" {
  description = "Let Jenkins move traffic only in a session tagged BlueGreenApproval=<hash of the approved evidence>; on in production. GitHub's approval is the environment's required reviewers."
  type        = bool
  default     = false

  validation {
    condition     = !var.require_approval || length(var.jenkins_principals) > 0
    error_message = "require_approval needs jenkins_principals: a session of an instance profile carries no tags, so nothing could be approved."
  }
}

variable "kms_key_arn" {
  description = "Customer key of the bucket, the topic and the database secret; null for none."
  type        = string
  default     = null
}
