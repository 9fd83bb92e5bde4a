variable "name" {
  description = "Environment the load balancer serves; prefix of every name, so that the target groups are <name>-blue and <name>-green."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter; load balancer names leave no more room."
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer and its targets."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets, one per zone, in two zones or more."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids must name subnets in two zones or more: a load balancer refuses fewer."
  }
}

variable "certificate_arn" {
  description = "Certificate (ACM) for HTTPS on 443; port 80 then only redirects. Null serves plain HTTP on 80."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^arn:aws[a-z-]*:(acm|iam):", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM or IAM, or null for plain HTTP."
  }
}

variable "domain_name" {
  description = "Host name that users ask for, as the certificate proves it; required with certificate_arn, because no certificate proves the load balancer's own name."
  type        = string
  default     = null

  validation {
    condition     = var.domain_name == null ? var.certificate_arn == null : can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", var.domain_name))
    error_message = "domain_name must be a host name, for example shop.example.org, and must be given with certificate_arn."
  }
}

variable "ssl_policy" {
  description = "TLS versions and ciphers of the HTTPS listener."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

variable "allowed_cidrs" {
  description = "IPv4 ranges that may reach the load balancer; the whole Internet by default."
  type        = list(string)
  default     = ["0.0.0.0/0"]

  validation {
    condition     = length(var.allowed_cidrs) > 0 && alltrue([for range in var.allowed_cidrs : can(cidrhost(range, 0))])
    error_message = "allowed_cidrs must be IPv4 ranges, for example 203.0.113.0/24."
  }
}

variable "target_port" {
  description = "Port the application listens on, 1024 to 65535."
  type        = number
  default     = 8080

  validation {
    condition     = var.target_port >= 1024 && var.target_port <= 65535
    error_message = "target_port must be between 1024 and 65535: the application does not run as root."
  }
}

variable "health_path" {
  description = "Path of the load balancer's health check."
  type        = string
  default     = "/health"

  validation {
    condition     = startswith(var.health_path, "/")
    error_message = "health_path must start with a slash, for example /health."
  }
}

variable "deregistration_delay" {
  description = "Seconds that a leaving target may take to finish its requests, 0 to 3600."
  type        = number
  default     = 30

  validation {
    condition     = var.deregistration_delay >= 0 && var.deregistration_delay <= 3600
    error_message = "deregistration_delay must be 0 to 3600 seconds."
  }
}

variable "idle_timeout" {
  description = "Seconds without a byte after which the load balancer closes a connection, 1 to 4000. The application's keep-alive must be longer, else clients see 502."
  type        = number
  default     = 60

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000
    error_message = "idle_timeout must be 1 to 4000 seconds."
  }
}

variable "initial_colour" {
  description = "Side that gets all traffic when the listener is made; without effect afterwards, because the split belongs to the deployer."
  type        = string
  default     = "blue"

  validation {
    condition     = contains(["blue", "green"], var.initial_colour)
    error_message = "initial_colour must be blue or green."
  }
}

variable "preview_header" {
  description = "HTTP header whose value (blue or green) sends a request to that side whatever the weights say."
  type        = string
  default     = "X-BlueGreen-Preview"

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,40}$", var.preview_header))
    error_message = "preview_header must be 1 to 40 letters, digits or hyphens."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the load balancer; on in production."
  type        = bool
  default     = false
}

variable "access_log_retention_days" {
  description = "Days to keep the access logs, 1 or more."
  type        = number
  default     = 30

  validation {
    condition     = var.access_log_retention_days >= 1
    error_message = "access_log_retention_days must be 1 or more."
  }
}
