# A new version in place.
resource "aws_iam_policy" "versioned" {
  name        = "Versioned"
  path        = "/terraform/"
  description = "What the team may do, and nothing else"
  tags        = local.tags
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = var.changed ? "ec2:Describe*" : "ec2:DescribeInstances", Resource = "*" }] })
}

# Made anew: neither its description nor its path can be changed.
resource "aws_iam_policy" "replaced" {
  name_prefix = "replaced-"
  path        = local.path
  description = var.changed ? "second" : "first"
  policy      = data.aws_iam_policy_document.composed.json
}

resource "aws_iam_policy" "attached" {
  name   = "Attached"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}

resource "aws_iam_policy" "exclusive" {
  name   = "Exclusive"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sns:*", Resource = "*" }] })
}

resource "aws_iam_user_policy_attachment" "own" {
  user       = aws_iam_user.alice.name
  policy_arn = var.changed ? aws_iam_policy.versioned.arn : aws_iam_policy.attached.arn
}

resource "aws_iam_user_policy_attachment" "managed" {
  user       = aws_iam_user.alice.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_group_policy_attachment" "own" {
  group      = aws_iam_group.developers.name
  policy_arn = aws_iam_policy.attached.arn
}

resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.attached.arn
}

resource "aws_iam_policy_attachment" "exclusive" {
  name       = "exclusive"
  policy_arn = aws_iam_policy.exclusive.arn
  users      = var.changed ? [] : [aws_iam_user.bob.name]
  groups     = [aws_iam_group.admins.name]
  roles      = var.changed ? [aws_iam_role.app.name, aws_iam_role.replaced.name] : [aws_iam_role.app.name]
}
