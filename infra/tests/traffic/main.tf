# The two modules that the deployer works on, with the least around them: for the apply test of `make test`.

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

locals {
  name = "traffic"
}

resource "aws_vpc" "this" {
  cidr_block = "10.9.0.0/16"
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "this" {
  count = 2

  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]

  # The load balancer faces the Internet.
  depends_on = [aws_internet_gateway.this]
}

resource "aws_s3_bucket" "releases" {
  bucket        = "traffic-bluegreen-releases"
  force_destroy = true
}

module "loadbalancer" {
  source = "../../modules/loadbalancer"

  name       = local.name
  vpc_id     = aws_vpc.this.id
  subnet_ids = aws_subnet.this[*].id
}

module "webserver" {
  source = "../../modules/webserver"

  name              = local.name
  subnet_ids        = aws_subnet.this[*].id
  security_group_id = module.loadbalancer.target_security_group_id
  target_group_arns = { for colour, group in module.loadbalancer.target_groups : colour => group.arn }
  artifact_bucket   = aws_s3_bucket.releases.bucket
  image_id          = "ami-12c6146b"
  port              = module.loadbalancer.target_port
  spot              = true # the deployer must be able to release to Spot too
}

output "deployment_target" {
  value = {
    name           = local.name
    region         = "us-east-1"
    load_balancer  = module.loadbalancer.arn
    url            = module.loadbalancer.url
    rules          = module.loadbalancer.rules
    preview_header = module.loadbalancer.preview_header
    state_bucket   = aws_s3_bucket.releases.bucket
    blue           = { target_group = module.loadbalancer.target_groups.blue.arn, group = module.webserver.groups.blue }
    green          = { target_group = module.loadbalancer.target_groups.green.arn, group = module.webserver.groups.green }
  }
}
