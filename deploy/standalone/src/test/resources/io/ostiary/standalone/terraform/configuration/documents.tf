# Each document as a managed policy and as an inline one; each trust policy as a role's.
locals {
  documents = fileset("${path.module}/documents", "*.json")
  trust     = fileset("${path.module}/trust", "*.json")
}

resource "aws_iam_policy" "document" {
  for_each = local.documents
  name     = trimsuffix(each.value, ".json")
  path     = "/documents/"
  policy   = replace(file("${path.module}/documents/${each.value}"), "ACCOUNT", local.account)
}

resource "aws_iam_user" "documents" {
  name = "documents"
}

resource "aws_iam_user_policy" "document" {
  # A user's inline policies share 2,048 characters.
  for_each = toset([for name in local.documents : name if length(file("${path.module}/documents/${name}")) < 150])
  name     = trimsuffix(each.value, ".json")
  user     = aws_iam_user.documents.name
  policy   = replace(file("${path.module}/documents/${each.value}"), "ACCOUNT", local.account)
}

resource "aws_iam_role" "documents" {
  name               = "documents"
  assume_role_policy = local.trust_ec2
}

resource "aws_iam_role_policy" "document" {
  for_each = local.documents
  name     = trimsuffix(each.value, ".json")
  role     = aws_iam_role.documents.name
  policy   = replace(file("${path.module}/documents/${each.value}"), "ACCOUNT", local.account)
}

resource "aws_iam_role" "trust" {
  for_each           = local.trust
  name               = "trust-${trimsuffix(each.value, ".json")}"
  path               = "/documents/"
  assume_role_policy = replace(file("${path.module}/trust/${each.value}"), "ACCOUNT", local.account)
  depends_on         = [aws_iam_user.documents, aws_iam_role.documents]
}
