output "bucket" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.id

  # Whoever is given the name may rely on what guards it.
  depends_on = [aws_s3_bucket_policy.this, aws_s3_bucket_versioning.this]
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.this.arn
}
