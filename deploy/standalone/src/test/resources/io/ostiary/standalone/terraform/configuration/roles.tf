locals {
  trust_ec2 = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  trust_own = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::${local.account}:root" }, Action = "sts:AssumeRole" }] })
}

# Changed in place.
resource "aws_iam_role" "app" {
  name                 = "App"
  path                 = "/terraform/"
  description          = var.changed ? "" : "Runs the ünïcode app"
  assume_role_policy   = var.changed ? local.trust_own : local.trust_ec2
  max_session_duration = var.changed ? 43200 : 7200
  permissions_boundary = var.changed ? null : aws_iam_policy.boundary.arn
  tags                 = local.tags
}

# Made anew: a role can neither be renamed nor moved.
resource "aws_iam_role" "replaced" {
  name                  = var.changed ? "After" : "Before"
  path                  = local.path
  assume_role_policy    = local.trust_ec2
  permissions_boundary  = var.changed ? aws_iam_policy.boundary.arn : null
  force_detach_policies = true

  lifecycle {
    # Terraform's own: an import cannot know it.
    ignore_changes = [force_detach_policies]
  }
}

resource "aws_iam_role" "prefixed" {
  name_prefix        = "prefixed-"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

# Terraform alone says what it has: all else is taken away.
resource "aws_iam_role" "closed" {
  name               = "Closed"
  assume_role_policy = local.trust_own
}

resource "aws_iam_role_policies_exclusive" "closed" {
  role_name    = aws_iam_role.closed.name
  policy_names = [aws_iam_role_policy.closed.name]
}

resource "aws_iam_role_policy_attachments_exclusive" "closed" {
  role_name   = aws_iam_role.closed.name
  policy_arns = var.changed ? [] : ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}

resource "aws_iam_role_policy" "closed" {
  name   = "only"
  role   = aws_iam_role.closed.name
  policy = data.aws_iam_policy_document.composed.json
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.app.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:*", Resource = var.changed ? "*" : "arn:aws:logs:*:*:log-group:app" }] })
}

resource "aws_iam_role_policy" "of_the_replaced" {
  name   = "inline"
  role   = aws_iam_role.replaced.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }] })
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = [local.account]
    }
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "ec2.amazonaws.com"]
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_instance_profile" "app" {
  name = "App"
  path = "/terraform/"
  role = var.changed ? aws_iam_role.replaced.name : aws_iam_role.app.name
  tags = local.tags
}

resource "aws_iam_instance_profile" "empty" {
  name_prefix = "empty-"
}

resource "aws_iam_instance_profile" "replaced" {
  name = var.changed ? "After" : "Before"
  path = local.path
  role = aws_iam_role.prefixed.name
}

resource "aws_iam_service_linked_role" "autoscaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "terraform"
  description      = var.changed ? "changed" : "first"
  tags             = local.tags
}

resource "aws_iam_service_linked_role" "beanstalk" {
  aws_service_name = "elasticbeanstalk.amazonaws.com"
}

# As older modules have it: what it holds stands in the role itself.
resource "aws_iam_role" "whole" {
  name                = "Whole"
  assume_role_policy  = local.trust_ec2
  managed_policy_arns = var.changed ? [aws_iam_policy.versioned.arn] : ["arn:aws:iam::aws:policy/ReadOnlyAccess"]

  inline_policy {
    name   = var.changed ? "after" : "before"
    policy = data.aws_iam_policy_document.composed.json
  }
}
