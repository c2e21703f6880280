# Renamed and moved in place.
resource "aws_iam_group" "developers" {
  name = var.changed ? "developers-renamed" : "developers"
  path = local.path
}

resource "aws_iam_group" "admins" {
  name = "Admins"
}

resource "aws_iam_group" "operators" {
  name = "operators"
}

resource "aws_iam_group_policy" "inline" {
  name   = "inline"
  group  = aws_iam_group.developers.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = var.changed ? "Deny" : "Allow", Action = "sqs:*", Resource = "*" }] })
}

# Its name is left to the provider.
resource "aws_iam_group_policy" "named_by_the_provider" {
  group  = aws_iam_group.admins.name
  policy = jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "sns:*", Resource = "*" } })
}

resource "aws_iam_group_membership" "developers" {
  name  = "developers"
  group = aws_iam_group.developers.name
  users = var.changed ? [aws_iam_user.robot.name] : [aws_iam_user.alice.name, aws_iam_user.robot.name]
}

resource "aws_iam_user_group_membership" "bob" {
  user   = aws_iam_user.bob.name
  groups = var.changed ? [aws_iam_group.operators.name] : [aws_iam_group.admins.name, aws_iam_group.operators.name]
}

resource "aws_iam_user_group_membership" "alice" {
  user   = aws_iam_user.alice.name
  groups = [aws_iam_group.admins.name]
}
