# The endpoint, the region and the caller's credentials come from the environment, as `ostiary env` prints them.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  default_tags {
    tags = { ManagedBy = "terraform" }
  }
}

# false: as everything is created; true: as everything is changed afterwards.
variable "changed" {
  type    = bool
  default = false
}

# The account's alias is unique in the house.
variable "alias" {
  type = string
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  tags    = var.changed ? { Team = "Über-Team = a:b/c@d", Stage = "" } : { Team = "blue", Cost = "4711" }
  path    = var.changed ? "/moved/deeper/" : "/terraform/"
}
