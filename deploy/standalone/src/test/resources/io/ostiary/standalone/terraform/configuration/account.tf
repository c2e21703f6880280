resource "aws_iam_account_alias" "this" {
  account_alias = var.changed ? "${var.alias}-2" : var.alias
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = var.changed ? 16 : 12
  require_lowercase_characters   = true
  require_numbers                = !var.changed
  require_uppercase_characters   = true
  require_symbols                = var.changed
  allow_users_to_change_password = true
  hard_expiry                    = false
  max_password_age               = var.changed ? 0 : 90
  password_reuse_prevention      = var.changed ? null : 5
}

resource "aws_iam_server_certificate" "site" {
  name             = var.changed ? "site-renamed" : "site"
  path             = var.changed ? "/moved/" : "/"
  certificate_body = file("${path.module}/site.crt")
  private_key      = file("${path.module}/site.key")
  tags             = local.tags

  lifecycle {
    # Nobody tells it again: an import cannot know it.
    ignore_changes = [private_key]
  }
}

resource "aws_iam_server_certificate" "chained" {
  name_prefix       = "chained-"
  path              = "/cloudfront/terraform/"
  certificate_body  = file("${path.module}/leaf.crt")
  certificate_chain = file("${path.module}/ca.crt")
  private_key       = file("${path.module}/leaf.key")

  lifecycle {
    ignore_changes = [private_key]
  }
}
