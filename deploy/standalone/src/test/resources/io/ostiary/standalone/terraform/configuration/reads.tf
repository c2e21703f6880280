# What Terraform only reads.
data "aws_iam_user" "alice" {
  user_name = aws_iam_user.alice.name
}

data "aws_iam_users" "moved" {
  path_prefix = aws_iam_user.alice.path
}

data "aws_iam_group" "developers" {
  group_name = aws_iam_group_membership.developers.group
}

data "aws_iam_role" "app" {
  name = aws_iam_role.app.name
}

data "aws_iam_roles" "named" {
  name_regex = "^App$"
  depends_on = [aws_iam_role.app]
}

data "aws_iam_policy" "by_name" {
  name = aws_iam_policy.versioned.name
}

data "aws_iam_policy" "by_arn" {
  arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

data "aws_iam_instance_profile" "app" {
  name = aws_iam_instance_profile.app.name
}

data "aws_iam_instance_profiles" "of_prefixed" {
  role_name  = aws_iam_role.prefixed.name
  depends_on = [aws_iam_instance_profile.replaced]
}

data "aws_iam_access_keys" "alice" {
  user = aws_iam_access_key.alice.user
}

data "aws_iam_user_ssh_key" "bob" {
  username          = aws_iam_user.bob.name
  ssh_public_key_id = aws_iam_user_ssh_key.bob.ssh_public_key_id
  encoding          = "SSH"
}

data "aws_iam_server_certificate" "site" {
  name = aws_iam_server_certificate.site.name
}

data "aws_iam_account_alias" "current" {
  depends_on = [aws_iam_account_alias.this]
}

data "aws_iam_session_context" "caller" {
  arn = data.aws_caller_identity.current.arn
}
