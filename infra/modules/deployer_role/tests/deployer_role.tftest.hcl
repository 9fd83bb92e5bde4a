# The policy documents are computed by the provider without any call to AWS, so that the tests read the
# real JSON; only what an account would have to answer is overridden.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_resource {
  target = aws_iam_role.jenkins
}

override_resource {
  target = aws_iam_policy.boundary
}

variables {
  name              = "production"
  listener_arn      = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/production/0123456789abcdef/fedcba9876543210"
  groups            = { blue = "production-blue", green = "production-green" }
  launch_templates  = { blue = "lt-0000000000000000b", green = "lt-0000000000000000c" }
  instance_role_arn = "arn:aws:iam::123456789012:role/production-instance"
  bucket_arn        = "arn:aws:s3:::production-bluegreen"
  topic_arn         = "arn:aws:sns:us-east-1:123456789012:production-alarms"
}

run "nothing_can_be_deleted_or_created_but_template_versions" {
  command = plan

  assert {
    condition = length([
      for action in flatten([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Action]) :
      action if can(regex(":(Delete|Create|Put|Terminate)", action)) && !contains(["ec2:CreateLaunchTemplateVersion", "ec2:CreateTags", "s3:PutObject", "s3:DeleteObject", "cloudwatch:PutMetricData", "autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"], action)
    ]) == 0
    error_message = "The deployer got an action that it does not need."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement :
      try(statement.Condition["ForAllValues:StringLike"]["aws:TagKeys"], "") == "bluegreen:*"
      if contains(flatten([statement.Action]), "autoscaling:DeleteTags")
    ])
    error_message = "Tags of a side may be changed below bluegreen: only."
  }

  assert {
    condition     = alltrue([for action in flatten([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Action]) : !strcontains(action, "*")])
    error_message = "A wildcard action grants what nobody has thought of."
  }
}

run "whatever_changes_something_names_its_resource" {
  command = plan

  assert {
    condition = length([
      for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement :
      statement.Sid if statement.Resource == "*" && !can(statement.Condition) && !contains(["Observe", "ReadTheBill"], statement.Sid)
    ]) == 0
    error_message = "Only describe calls and the bill may reach every resource."
  }
}

run "traffic_moves_on_this_listener_and_its_rules_only" {
  command = plan

  assert {
    condition = toset(jsondecode(data.aws_iam_policy_document.shift["open"].json).Statement[0].Resource) == toset([
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/production/0123456789abcdef/fedcba9876543210",
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/production/0123456789abcdef/fedcba9876543210/*",
    ])
    error_message = "The deployer could move traffic of another listener."
  }
}

run "in_production_traffic_moves_only_in_an_approved_session" {
  command = plan

  variables {
    require_approval   = true
    jenkins_principals = ["arn:aws:iam::123456789012:role/jenkins"]
  }

  assert {
    condition     = jsondecode(data.aws_iam_policy_document.shift["approved"].json).Statement[0].Condition == { StringLike = { "aws:PrincipalTag/BlueGreenApproval" = "?*" } }
    error_message = "A session without an approval could move traffic."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.jenkins_shift.policy) == jsondecode(data.aws_iam_policy_document.shift["approved"].json)
    error_message = "Jenkins must get the policy with the condition."
  }

  assert {
    condition     = contains(jsondecode(data.aws_iam_policy_document.jenkins_trust.json).Statement[0].Action, "sts:TagSession")
    error_message = "Jenkins must be allowed to tag its session."
  }

  assert {
    condition     = length(aws_iam_instance_profile.jenkins) == 0
    error_message = "A session of an instance profile carries no approval."
  }
}

run "github_deploys_from_one_environment_of_one_repository" {
  command = plan

  variables {
    github = {
      repository   = "acme/shop"
      environment  = "production"
      provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    }
  }

  assert {
    condition = jsondecode(data.aws_iam_policy_document.github_trust[0].json).Statement[0].Condition == {
      StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:acme/shop:environment:production"
      }
    }
    error_message = "Another repository, branch or environment could deploy."
  }
}

run "production_does_not_sleep" {
  command = plan

  variables {
    may_sleep = false
    database = {
      arn        = "arn:aws:rds:us-east-1:123456789012:db:production-database"
      secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:production"
    }
  }

  assert {
    condition     = !contains(flatten([for statement in jsondecode(data.aws_iam_policy_document.deploy.json).Statement : statement.Action]), "rds:StopDBInstance")
    error_message = "Nobody may stop the production database."
  }
}

run "both_roles_are_capped_by_the_boundary" {
  command = plan

  assert {
    condition     = alltrue([for statement in jsondecode(data.aws_iam_policy_document.boundary.json).Statement : !contains(flatten([statement.Action]), "*")])
    error_message = "A boundary that allows everything is none."
  }
}

run "a_wildcard_repository_is_refused" {
  command = plan

  variables {
    github = { repository = "acme/*", environment = "production", provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
  }

  expect_failures = [var.github]
}

run "a_whole_account_as_principal_is_refused" {
  command = plan

  variables {
    jenkins_principals = ["arn:aws:iam::123456789012:root"]
  }

  expect_failures = [var.jenkins_principals]
}

run "an_approval_that_no_session_can_carry_is_refused" {
  command = plan

  variables {
    require_approval = true
  }

  expect_failures = [var.require_approval]
}
