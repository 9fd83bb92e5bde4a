variable "name" {
  description = "Environment whose deployments, leases and releases the bucket keeps."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "bucket" {
  description = "Exact name of the bucket; null makes a unique one that starts with the environment's name."
  type        = string
  default     = null

  validation {
    condition     = var.bucket == null ? true : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket must be a valid bucket name of 3 to 63 characters, or null."
  }
}

variable "old_version_days" {
  description = "Days to keep versions that were overwritten or deleted."
  type        = number
  default     = 30

  validation {
    condition     = var.old_version_days >= 1
    error_message = "old_version_days must be 1 or more."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the objects; null uses S3-managed keys."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Delete the bucket with what is in it on destroy; only where losing the history is wanted."
  type        = bool
  default     = false
}
