# PostgreSQL that both sides share: private, encrypted, with a password nobody types and Terraform never sees.

resource "aws_db_subnet_group" "this" {
  name       = "${var.name}-database"
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-database-"
  description = "PostgreSQL from the instances"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-database" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from the instances"
  referenced_security_group_id = var.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  security_group_id            = var.client_security_group_id
  description                  = "PostgreSQL to the database"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-database-"
  family      = "postgres${split(".", var.engine_version)[0]}"
  description = "TLS and slow statements"

  parameter {
    name  = "rds.force_ssl"
    value = var.force_tls ? "1" : "0"
  }

  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  # Statements of a second or more are logged: the p99 of both sides hangs on them.
  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# RDS would make them itself, to be kept for ever, also after the instance is gone.
resource "aws_cloudwatch_log_group" "database" {
  # checkov:skip=CKV_AWS_338: staging keeps 14 days to save money; production passes 365.
  # checkov:skip=CKV_AWS_158: encrypted with the key of CloudWatch Logs unless a customer key is given.
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}-database/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_db_instance" "this" {
  # checkov:skip=CKV_AWS_157: Multi-AZ doubles the price; production sets it, and a test proves it.
  # checkov:skip=CKV_AWS_293: deletion protection is a variable; production sets it, and a test proves it.
  # checkov:skip=CKV_AWS_118: enhanced monitoring is charged per instance; the alarms use the free metrics.
  # checkov:skip=CKV_AWS_354: encrypted with the key of RDS unless a customer key is given.
  identifier     = "${var.name}-database"
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  db_name                       = var.database_name
  username                      = "app_owner"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.kms_key_arn

  storage_type          = "gp3"
  allocated_storage     = var.storage.size
  max_allocated_storage = var.storage.max
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  multi_az                            = var.multi_az
  publicly_accessible                 = false
  db_subnet_group_name                = aws_db_subnet_group.this.name
  vpc_security_group_ids              = [aws_security_group.this.id]
  parameter_group_name                = aws_db_parameter_group.this.name
  iam_database_authentication_enabled = true

  backup_retention_period   = var.backup_retention_days
  backup_window             = "02:00-03:00"
  maintenance_window        = "sun:03:30-sun:04:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.deletion_protection
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = var.deletion_protection ? "${var.name}-database-final" : null

  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  enabled_cloudwatch_logs_exports = [for kind, group in aws_cloudwatch_log_group.database : kind]

  lifecycle {
    # AWS moves the minor version by itself; a major one is a decision made by hand.
    ignore_changes = [engine_version]
  }
}
