variable "name" {
  description = "Environment; the Auto Scaling groups are <name>-blue and <name>-green."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter."
  }
}

variable "subnet_ids" {
  description = "Private subnets for the instances, one per zone."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must name subnets in two zones or more, so that a side survives the loss of one."
  }
}

variable "security_group_id" {
  description = "Security group of the instances (output target_security_group_id of the module loadbalancer)."
  type        = string
}

variable "target_group_arns" {
  description = "Target group of each side."
  type        = object({ blue = string, green = string })
}

variable "artifact_bucket" {
  description = "Bucket with releases/<release>.tar.gz."
  type        = string
}

variable "size" {
  description = "Instances of the live side: least, when it wakes, most. Both sides are made empty; sizes belong to the deployer."
  type        = object({ min = number, desired = number, max = number })
  default     = { min = 1, desired = 2, max = 4 }

  validation {
    condition     = var.size.min >= 0 && var.size.min <= var.size.desired && var.size.desired <= var.size.max && var.size.max >= 1
    error_message = "size must satisfy 0 <= min <= desired <= max and max >= 1."
  }
}

variable "instance_type" {
  description = "Type of the instances."
  type        = string
  default     = "t3.micro"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*\\.[a-z0-9-]+$", var.instance_type))
    error_message = "instance_type must look like t3.micro."
  }
}

variable "image_id" {
  description = "AMI of the first template version; null takes the newest Amazon Linux 2023. Later images come with releases."
  type        = string
  default     = null

  validation {
    condition     = var.image_id == null ? true : startswith(var.image_id, "ami-")
    error_message = "image_id must start with ami-, or be null for Amazon Linux 2023."
  }
}

variable "image_parameter" {
  description = "Public SSM parameter that names the AMI when image_id is null."
  type        = string
  default     = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

variable "port" {
  description = "Port the application listens on."
  type        = number
  default     = 8080

  validation {
    condition     = var.port >= 1024 && var.port <= 65535
    error_message = "port must be between 1024 and 65535: the application does not run as root."
  }
}

variable "packages" {
  description = "Packages of the image's distribution that releases need; Amazon Linux 2023 takes them from S3, so no way to the Internet is needed. An AMI with everything in it needs none."
  type        = list(string)
  default     = ["python3.11"]

  validation {
    condition     = alltrue([for package in var.packages : can(regex("^[A-Za-z0-9][A-Za-z0-9._+-]*$", package))])
    error_message = "packages must be names of packages, for example python3.11."
  }
}

variable "database" {
  description = "Address and secret of the database; the instances read the secret themselves, again every minute, so no password is in the template and a rotation reaches them. Null runs without one."
  type = object({
    host       = string
    port       = number
    name       = string
    user       = string
    secret_arn = string
  })
  default = null
}

variable "boot_seconds" {
  description = "Seconds an instance may take from launch to its first good health check. Shorter than the truth, and Auto Scaling kills slow starters in a loop."
  type        = number
  default     = 180

  validation {
    condition     = var.boot_seconds >= 30 && var.boot_seconds <= 7200
    error_message = "boot_seconds must be 30 to 7200."
  }
}

variable "cpu_target" {
  description = "Average CPU in percent that target tracking holds a side at, 10 to 90."
  type        = number
  default     = 60

  validation {
    condition     = var.cpu_target >= 10 && var.cpu_target <= 90
    error_message = "cpu_target must be 10 to 90 percent."
  }
}

variable "volume_size" {
  description = "Size of the encrypted gp3 root volume in GiB."
  type        = number
  default     = 8

  validation {
    condition     = var.volume_size >= 8
    error_message = "volume_size must be 8 GiB or more: Amazon Linux 2023 needs it."
  }
}

variable "spot" {
  description = "Run on Spot instances: about 60 percent cheaper, and AWS may take one with two minutes' notice. For staging. The account needs the role AWSServiceRoleForEC2Spot."
  type        = bool
  default     = false
}

variable "warm_pool" {
  description = "Keep this many stopped instances per side, so that a live side grows without a cold boot; 0 for none. They carry the release that the side had when they were launched, so a deployment to that side replaces them first and is no faster. Not with Spot."
  type        = number
  default     = 0

  validation {
    condition     = var.warm_pool >= 0
    error_message = "warm_pool must be 0 or more."
  }

  validation {
    condition     = !(var.spot && var.warm_pool > 0)
    error_message = "warm_pool must be 0 with spot: Auto Scaling refuses a warm pool of Spot instances."
  }
}

variable "detailed_monitoring" {
  description = "CPU every minute instead of every five; costs $2.10 an instance and month."
  type        = bool
  default     = false
}

variable "instance_tags" {
  description = "Further tags for instances and volumes; default tags of the provider do not reach them."
  type        = map(string)
  default     = {}
}

variable "kms_key_arn" {
  description = "Customer key of volumes, releases and the database secret; null uses AWS's keys. The key's policy must let AWSServiceRoleForAutoScaling use it."
  type        = string
  default     = null
}
