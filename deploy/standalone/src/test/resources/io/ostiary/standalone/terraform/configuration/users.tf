resource "aws_iam_policy" "boundary" {
  name   = "Boundary"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_iam_policy" "other_boundary" {
  name   = "OtherBoundary"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:*", "s3:*"], Resource = "*" }] })
}

# Renamed and moved in place. The provider changes tags before names, and by the new name: both at
# once fail, with AWS too.
resource "aws_iam_user" "alice" {
  name                 = var.changed ? "alice.renamed" : "alice"
  path                 = local.path
  permissions_boundary = var.changed ? aws_iam_policy.other_boundary.arn : aws_iam_policy.boundary.arn
  tags                 = { Team = "blue" }
}

# Keeps the case of its name only; loses its boundary and its tags.
resource "aws_iam_user" "bob" {
  name                 = "Bob"
  permissions_boundary = var.changed ? null : aws_iam_policy.boundary.arn
  tags                 = var.changed ? {} : local.tags
}

# Holds what Terraform does not know when it is destroyed.
resource "aws_iam_user" "robot" {
  name          = "robot+1=a@b,c.d_e-f"
  force_destroy = true

  lifecycle {
    # Terraform's own: an import cannot know it.
    ignore_changes = [force_destroy]
  }
}

resource "aws_iam_user_policy" "inline" {
  name   = var.changed ? "inline-renamed" : "inline"
  user   = aws_iam_user.alice.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = var.changed ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"], Resource = "arn:aws:s3:::bucket/$${aws:username}/*" }] })
}

resource "aws_iam_user_policy" "prefixed" {
  name_prefix = "prefix-"
  user        = aws_iam_user.bob.name
  policy      = data.aws_iam_policy_document.composed.json
}

resource "aws_iam_access_key" "alice" {
  user   = aws_iam_user.alice.name
  status = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_user_login_profile" "alice" {
  user                    = aws_iam_user.alice.name
  password_length         = 24
  password_reset_required = true

  lifecycle {
    # An import cannot know them.
    ignore_changes = [password_length, password_reset_required]
  }
}

resource "aws_iam_user_ssh_key" "alice" {
  username   = aws_iam_user.alice.name
  encoding   = "SSH"
  public_key = trimspace(file("${path.module}/alice.pub"))
  status     = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_user_ssh_key" "bob" {
  username   = aws_iam_user.bob.name
  encoding   = "PEM"
  public_key = file("${path.module}/bob.pem")
}

data "aws_iam_policy_document" "composed" {
  statement {
    sid       = "ReadBuckets"
    actions   = ["s3:Get*", "s3:List*"]
    resources = ["arn:aws:s3:::one", "arn:aws:s3:::one/*"]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["home/", "home/&{aws:username}/*"]
    }
  }
  statement {
    effect        = "Deny"
    not_actions   = ["iam:*"]
    not_resources = ["arn:aws:s3:::one/*"]
  }
}

resource "aws_iam_signing_certificate" "alice" {
  user_name        = aws_iam_user.alice.name
  certificate_body = file("${path.module}/signing.crt")
  status           = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_service_specific_credential" "bob" {
  user_name    = aws_iam_user.bob.name
  service_name = "codecommit.amazonaws.com"
  status       = var.changed ? "Inactive" : "Active"
}
