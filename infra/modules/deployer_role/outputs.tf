output "jenkins_role_arn" {
  description = "Role that Jenkins takes."
  value       = aws_iam_role.jenkins.arn
}

output "jenkins_instance_profile" {
  description = "Instance profile for a Jenkins controller on EC2; null when jenkins_principals are given."
  value       = one(aws_iam_instance_profile.jenkins[*].name)
}

output "github_role_arn" {
  description = "Role that GitHub Actions takes; null when no repository is given."
  value       = one(aws_iam_role.github[*].arn)
}
