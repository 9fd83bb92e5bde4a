variable "name" {
  description = "Environment the network belongs to; prefix of every name in it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "name must be 1 to 20 lower-case letters, digits or hyphens and start with a letter; load balancer names leave no more room."
  }
}

variable "cidr_block" {
  description = "IPv4 range of the VPC, /16 to /22."
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrhost(var.cidr_block, 0)) && try(tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 22, false)
    error_message = "cidr_block must be an IPv4 range between /16 and /22, for example 10.20.0.0/16."
  }
}

variable "availability_zones" {
  description = "Zones to spread over. A load balancer needs two or more."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 6
    error_message = "availability_zones must name 2 to 6 zones: a load balancer refuses fewer than two."
  }

  validation {
    condition     = length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones must not name a zone twice."
  }
}

variable "nat" {
  description = "Way out for the private subnets: none (endpoints only, no charge), single (one NAT gateway, $0.045 an hour) or per_zone."
  type        = string
  default     = "none"

  validation {
    condition     = contains(["none", "single", "per_zone"], var.nat)
    error_message = "nat must be none, single or per_zone."
  }
}

variable "interface_endpoints" {
  description = "AWS services to reach without a NAT gateway, for example secretsmanager, ssm, ssmmessages, ec2messages. Each costs $0.01 an hour and zone. The S3 endpoint is always there and free."
  type        = set(string)
  default     = ["secretsmanager"]
}

variable "interface_endpoint_zones" {
  description = "In how many zones each interface endpoint stands; 1 is the cheapest, all zones survive the loss of one. Null means all."
  type        = number
  default     = null

  validation {
    condition     = var.interface_endpoint_zones == null ? true : var.interface_endpoint_zones >= 1
    error_message = "interface_endpoint_zones must be 1 or more, or null for all zones."
  }
}

variable "flow_log_retention_days" {
  description = "Days to keep the VPC flow logs, one of the values CloudWatch Logs takes."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.flow_log_retention_days)
    error_message = "flow_log_retention_days must be a retention that CloudWatch Logs takes, for example 14, 30 or 365."
  }
}

variable "flow_log_kms_key_arn" {
  description = "Key that encrypts the flow logs; null uses the key of CloudWatch Logs."
  type        = string
  default     = null
}
