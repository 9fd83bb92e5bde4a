output "id" {
  description = "Identifier of the database instance."
  value       = aws_db_instance.this.identifier
}

output "arn" {
  description = "ARN of the database instance."
  value       = aws_db_instance.this.arn
}

output "connection" {
  description = "Where the database is and which secret holds its password; the password itself is never in the state."
  value = {
    host       = aws_db_instance.this.address
    port       = aws_db_instance.this.port
    name       = aws_db_instance.this.db_name
    user       = aws_db_instance.this.username
    secret_arn = one(aws_db_instance.this.master_user_secret[*].secret_arn)
  }
}
