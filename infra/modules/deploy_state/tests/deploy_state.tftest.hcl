mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "staging"
}

run "the_bucket_is_versioned_encrypted_and_private" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "A journal that can be overwritten without a trace is none."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Objects must be encrypted."
  }

  assert {
    condition = (
      aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy &&
      aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    )
    error_message = "The bucket must not be public in any way."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy
    error_message = "History must not be deleted with the bucket unless asked for."
  }
}

run "old_versions_go_leases_first" {
  command = plan

  assert {
    condition     = { for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.id => rule.noncurrent_version_expiration[0].noncurrent_days } == { leases = 1, old-versions = 30 }
    error_message = "Old leases are worth a day, everything else a month."
  }
}

run "a_customer_key_encrypts_when_given" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    error_message = "The customer key must be used."
  }
}

run "an_exact_name_is_taken_as_it_is" {
  command = plan

  variables {
    bucket = "acme-staging-bluegreen"
  }

  assert {
    condition     = aws_s3_bucket.this.bucket == "acme-staging-bluegreen"
    error_message = "The given name must be used."
  }
}

run "a_name_that_no_bucket_can_have_is_refused" {
  command = plan

  variables {
    bucket = "Not_A_Bucket"
  }

  expect_failures = [var.bucket]
}
