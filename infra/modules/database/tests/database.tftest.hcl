mock_provider "aws" {}

variables {
  name                     = "staging"
  vpc_id                   = "vpc-1"
  subnet_ids               = ["subnet-1", "subnet-2"]
  client_security_group_id = "sg-1"
}

run "the_database_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = !aws_db_instance.this.publicly_accessible && aws_db_instance.this.storage_encrypted
    error_message = "A public or unencrypted database must not be possible."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients.cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.clients.referenced_security_group_id == "sg-1"
    error_message = "Only the instances may connect."
  }
}

run "nobody_types_the_password" {
  command = plan

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "RDS must make and rotate the password."
  }
}

run "tls_is_forced" {
  command = plan

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "rds.force_ssl"]) == "1"
    error_message = "Connections without TLS must be refused."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres16"
    error_message = "The parameters must be those of the engine."
  }
}

run "staging_can_be_thrown_away_but_is_backed_up" {
  command = plan

  assert {
    condition     = aws_db_instance.this.skip_final_snapshot && !aws_db_instance.this.deletion_protection && aws_db_instance.this.backup_retention_period == 7
    error_message = "Staging keeps a week of backups and may be destroyed."
  }
}

run "production_cannot_be_lost_by_mistake" {
  command = plan

  variables {
    name                = "production"
    deletion_protection = true
    multi_az            = true
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection && aws_db_instance.this.multi_az && !aws_db_instance.this.delete_automated_backups
    error_message = "Deletion must be refused and backups kept."
  }

  assert {
    condition     = !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.final_snapshot_identifier == "production-database-final"
    error_message = "A last snapshot must be taken."
  }
}

run "switching_backups_off_is_refused" {
  command = plan

  variables {
    backup_retention_days = 0
  }

  expect_failures = [var.backup_retention_days]
}

run "a_database_name_that_postgresql_would_have_to_quote_is_refused" {
  command = plan

  variables {
    database_name = "App-DB"
  }

  expect_failures = [var.database_name]
}

run "storage_that_shrinks_is_refused" {
  command = plan

  variables {
    storage = { size = 50, max = 20 }
  }

  expect_failures = [var.storage]
}

run "an_unknown_engine_version_is_refused" {
  command = plan

  variables {
    engine_version = "9.6"
  }

  expect_failures = [var.engine_version]
}
