variable "name" {
  description = "Environment; the instance is <name>-database."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "vpc_id" {
  description = "VPC of the database."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets in two zones or more."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must name subnets in two zones or more: RDS refuses fewer."
  }
}

variable "client_security_group_id" {
  description = "Security group of the instances, the only ones that may connect."
  type        = string
}

variable "engine_version" {
  description = "PostgreSQL major version (AWS picks and updates the minor one)."
  type        = string
  default     = "16"

  validation {
    condition     = can(regex("^1[4-9](\\.[0-9]+)?$", var.engine_version))
    error_message = "engine_version must be a PostgreSQL version from 14 to 19, for example 16."
  }
}

variable "instance_class" {
  description = "Class of the instance."
  type        = string
  default     = "db.t4g.micro"

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "instance_class must look like db.t4g.micro."
  }
}

variable "storage" {
  description = "Encrypted gp3 storage in GiB at the start, and the most that autoscaling may grow it to."
  type        = object({ size = number, max = number })
  default     = { size = 20, max = 100 }

  validation {
    condition     = var.storage.size >= 20 && var.storage.max >= var.storage.size
    error_message = "storage must have a size of 20 GiB or more and a max that is not below it."
  }
}

variable "database_name" {
  description = "Database created in the instance."
  type        = string
  default     = "app"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name))
    error_message = "database_name must be 1 to 63 lower-case letters, digits or underscores and start with a letter."
  }
}

variable "multi_az" {
  description = "Keep a standby in another zone; on in production."
  type        = bool
  default     = false
}

variable "backup_retention_days" {
  description = "Days of point-in-time recovery, 1 to 35."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "backup_retention_days must be 1 to 35: 0 would switch backups off."
  }
}

variable "log_retention_days" {
  description = "Days to keep PostgreSQL's log, one of the values CloudWatch Logs takes."
  type        = number
  default     = 14
}

variable "deletion_protection" {
  description = "Refuse to delete the instance, and take a last snapshot when it goes; on in production."
  type        = bool
  default     = false
}

variable "force_tls" {
  description = "Refuse connections without TLS."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "Key that encrypts storage, snapshots and the password; null uses the keys of RDS and Secrets Manager."
  type        = string
  default     = null
}
