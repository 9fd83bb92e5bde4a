# Who may deploy, and what that is. One statement per need; what is not needed is not here: no delete,
# no create but template versions, no IAM, no other listener, group or bucket.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id

  group_arns    = [for name in values(var.groups) : "arn:${local.partition}:autoscaling:${local.region}:${local.account}:autoScalingGroup:*:autoScalingGroupName/${name}"]
  template_arns = [for id in values(var.launch_templates) : "arn:${local.partition}:ec2:${local.region}:${local.account}:launch-template/${id}"]

  # arn:…:listener/app/name/lb/listener -> arn:…:listener-rule/app/name/lb/listener/*
  rule_arns = ["${replace(var.listener_arn, ":listener/", ":listener-rule/")}/*"]
}

# --- What a deployment does, statement by statement -------------------------------------------------

data "aws_iam_policy_document" "deploy" {
  # checkov:skip=CKV_AWS_356: describe calls take no resource; everything that changes something names its resources.
  statement {
    sid = "Observe"
    actions = [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeInstanceRefreshes",
      "autoscaling:DescribeScalingActivities",
      "autoscaling:DescribeScheduledActions",
      "autoscaling:DescribeTags",
      "cloudwatch:DescribeAlarms",
      "cloudwatch:GetMetricData",
      "ec2:DescribeImages",
      "ec2:DescribeInstances",
      "ec2:DescribeLaunchTemplates",
      "ec2:DescribeLaunchTemplateVersions",
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTags",
      "elasticloadbalancing:DescribeTargetGroupAttributes",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
      "rds:DescribeDBInstances",
    ]
    resources = ["*"]
  }

  statement {
    sid       = "NameTheRelease"
    actions   = ["ec2:CreateLaunchTemplateVersion"]
    resources = local.template_arns
  }

  statement {
    sid       = "SizeSides"
    actions   = ["autoscaling:UpdateAutoScalingGroup", "autoscaling:SuspendProcesses", "autoscaling:ResumeProcesses"]
    resources = local.group_arns
  }

  # The size that a sleeping side wakes up to, and the release that new instances get.
  statement {
    sid       = "NoteOnSides"
    actions   = ["autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"]
    resources = local.group_arns

    condition {
      test     = "ForAllValues:StringLike"
      variable = "aws:TagKeys"
      values   = ["bluegreen:*"]
    }
  }

  # Auto Scaling checks that whoever gives it a template could have launched from it.
  statement {
    sid       = "LaunchFromOurTemplates"
    actions   = ["ec2:RunInstances"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ec2:LaunchTemplate"
      values   = local.template_arns
    }
  }

  statement {
    sid       = "TagWhatIsLaunched"
    actions   = ["ec2:CreateTags"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account}:*/*"]

    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["RunInstances"]
    }
  }

  statement {
    sid       = "PassInstanceRole"
    actions   = ["iam:PassRole"]
    resources = [var.instance_role_arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ec2.amazonaws.com"]
    }
  }

  statement {
    sid     = "KeepJournalAndLease"
    actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    # recent/ is the index of deployments/, billing/ the bill of each day, which costs a cent to ask for.
    resources = [for folder in ["deployments", "recent", "leases", "billing"] : "${var.bucket_arn}/${folder}/*"]
  }

  # Neither knows resources smaller than the account.
  statement {
    sid       = "ReadTheBill"
    actions   = ["ce:GetCostAndUsage", "budgets:ViewBudget"]
    resources = ["*"]
  }

  statement {
    sid       = "BringReleases"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.bucket_arn}/releases/*"]
  }

  statement {
    sid       = "ListJournal"
    actions   = ["s3:ListBucket"]
    resources = [var.bucket_arn]
  }

  statement {
    sid       = "PublishMetrics"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = ["BlueGreenDeploy"]
    }
  }

  statement {
    sid       = "Notify"
    actions   = ["sns:Publish"]
    resources = [var.topic_arn]
  }

  dynamic "statement" {
    for_each = var.database == null ? [] : [var.database]

    content {
      sid       = "MigrateDatabase"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [statement.value.secret_arn]
    }
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    content {
      sid       = "UseCustomerKey"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = var.database != null && var.may_sleep ? [var.database] : []

    content {
      sid       = "SleepAndWake"
      actions   = ["rds:StopDBInstance", "rds:StartDBInstance"]
      resources = [statement.value.arn]
    }
  }
}

data "aws_iam_policy_document" "shift" {
  for_each = { open = [], approved = ["?*"] }

  statement {
    sid       = "ShiftTraffic"
    actions   = ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule", "elasticloadbalancing:AddTags"]
    resources = concat([var.listener_arn], local.rule_arns)

    dynamic "condition" {
      for_each = length(each.value) > 0 ? [each.value] : []

      content {
        test     = "StringLike"
        variable = "aws:PrincipalTag/BlueGreenApproval"
        values   = condition.value
      }
    }
  }
}

# --- The most that either role can ever do, whatever is attached to it later ------------------------

data "aws_iam_policy_document" "boundary" {
  # checkov:skip=CKV_AWS_356: a boundary grants nothing; it caps what the policies above grant by resource.
  # checkov:skip=CKV_AWS_108: see above.
  # checkov:skip=CKV_AWS_111: see above.
  # checkov:skip=CKV_AWS_109: see above.
  statement {
    sid = "AtMost"
    actions = [
      "autoscaling:CreateOrUpdateTags",
      "autoscaling:DeleteTags",
      "autoscaling:Describe*",
      "autoscaling:ResumeProcesses",
      "autoscaling:SuspendProcesses",
      "autoscaling:UpdateAutoScalingGroup",
      "budgets:ViewBudget",
      "ce:GetCostAndUsage",
      "cloudwatch:DescribeAlarms",
      "cloudwatch:GetMetricData",
      "cloudwatch:PutMetricData",
      "ec2:CreateLaunchTemplateVersion",
      "ec2:CreateTags",
      "ec2:Describe*",
      "ec2:RunInstances",
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:Describe*",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyRule",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "rds:DescribeDBInstances",
      "rds:StartDBInstance",
      "rds:StopDBInstance",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
      "secretsmanager:GetSecretValue",
      "sns:Publish",
    ]
    resources = ["*"]
  }

  statement {
    sid       = "PassOnlyTheInstanceRole"
    actions   = ["iam:PassRole"]
    resources = [var.instance_role_arn]
  }
}

resource "aws_iam_policy" "boundary" {
  name_prefix = "${var.name}-deployer-boundary-"
  description = "The most that a deployer of ${var.name} can do"
  policy      = data.aws_iam_policy_document.boundary.json
}

# --- Jenkins -----------------------------------------------------------------------------------------

data "aws_iam_policy_document" "jenkins_trust" {
  statement {
    actions = var.require_approval ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]

    dynamic "principals" {
      for_each = length(var.jenkins_principals) > 0 ? [var.jenkins_principals] : []

      content {
        type        = "AWS"
        identifiers = principals.value
      }
    }

    dynamic "principals" {
      for_each = length(var.jenkins_principals) > 0 ? [] : ["ec2.amazonaws.com"]

      content {
        type        = "Service"
        identifiers = [principals.value]
      }
    }
  }
}

resource "aws_iam_role" "jenkins" {
  name                 = "${var.name}-deployer-jenkins"
  description          = "Jenkins deploys to ${var.name}"
  assume_role_policy   = data.aws_iam_policy_document.jenkins_trust.json
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "jenkins_deploy" {
  name   = "deploy"
  role   = aws_iam_role.jenkins.id
  policy = data.aws_iam_policy_document.deploy.json
}

resource "aws_iam_role_policy" "jenkins_shift" {
  name   = "shift-traffic"
  role   = aws_iam_role.jenkins.id
  policy = data.aws_iam_policy_document.shift[var.require_approval ? "approved" : "open"].json
}

resource "aws_iam_instance_profile" "jenkins" {
  count = length(var.jenkins_principals) > 0 ? 0 : 1

  name = "${var.name}-deployer-jenkins"
  role = aws_iam_role.jenkins.name
}

# --- GitHub Actions: a token of one environment of one repository, nothing stored --------------------

data "aws_iam_policy_document" "github_trust" {
  count = var.github == null ? 0 : 1

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.github.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:${var.github.repository}:environment:${var.github.environment}"]
    }
  }
}

resource "aws_iam_role" "github" {
  count = var.github == null ? 0 : 1

  name                 = "${var.name}-deployer-github"
  description          = "GitHub Actions deploys to ${var.name}"
  assume_role_policy   = data.aws_iam_policy_document.github_trust[0].json
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "github_deploy" {
  count = var.github == null ? 0 : 1

  name   = "deploy"
  role   = aws_iam_role.github[0].id
  policy = data.aws_iam_policy_document.deploy.json
}

resource "aws_iam_role_policy" "github_shift" {
  count = var.github == null ? 0 : 1

  name   = "shift-traffic"
  role   = aws_iam_role.github[0].id
  policy = data.aws_iam_policy_document.shift["open"].json
}
