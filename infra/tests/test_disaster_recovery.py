"""The scripts for disaster recovery, run as they are by the AWS CLI against moto."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

SCRIPTS = Path(__file__).resolve().parents[1] / "disaster-recovery"
HOME, AWAY = "us-east-1", "us-west-2"


@pytest.fixture
def cloud(monkeypatch):
    for name, value in {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    # The CLI stands beside the interpreter that runs the tests.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    # moto's backends belong to the process, not to the server.
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()
    boto3.client("rds", region_name=HOME).create_db_instance(
        DBInstanceIdentifier="shop-database",
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="app_owner",
        MasterUserPassword="not-a-secret",
        StorageEncrypted=True,
        DBSubnetGroupName=subnet_group(HOME),
        VpcSecurityGroupIds=["sg-12345678"],
    )
    yield boto3.client("kms", region_name=AWAY).create_key()["KeyMetadata"]["Arn"]
    server.stop()


def subnet_group(region):
    ec2 = boto3.client("ec2", region_name=region)
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"][:2]]
    boto3.client("rds", region_name=region).create_db_subnet_group(
        DBSubnetGroupName="shop-database", DBSubnetGroupDescription="private", SubnetIds=subnets
    )
    return "shop-database"


def snapshot(name):
    boto3.client("rds", region_name=HOME).create_db_snapshot(
        DBSnapshotIdentifier=name, DBInstanceIdentifier="shop-database"
    )


def copies():
    found = boto3.client("rds", region_name=AWAY).describe_db_snapshots()["DBSnapshots"]
    return [one["DBSnapshotIdentifier"] for one in found]


def instances(region=HOME):
    found = boto3.client("rds", region_name=region).describe_db_instances()["DBInstances"]
    return {one["DBInstanceIdentifier"]: one for one in found}


def run(script, *arguments, **settings):
    return subprocess.run(
        [SCRIPTS / script, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **settings},
    )


def copy(key, *arguments, **settings):
    return run("copy", *arguments, "shop-database", HOME, AWAY, key, **settings)


def restore(*arguments):
    return run("restore", "--region", HOME, "--database", "shop-database", *arguments)


def test_without_apply_nothing_is_copied(cloud):
    snapshot("one")

    result = copy(cloud)

    assert result.returncode == 0, result.stderr
    assert "nothing was changed" in result.stdout
    assert copies() == []


def test_the_newest_snapshot_is_copied_once(cloud):
    snapshot("one")
    snapshot("two")

    assert copy(cloud, "--apply").returncode == 0
    assert copies() == ["dr-two"]

    again = copy(cloud, "--apply")
    assert "already as dr-two" in again.stdout
    assert copies() == ["dr-two"]


def test_old_copies_go_and_the_newest_stay(cloud):
    for name in ("one", "two", "three"):
        snapshot(name)
        assert copy(cloud, "--apply", KEEP="2").returncode == 0

    assert copies() == ["dr-two", "dr-three"]


def test_an_encrypted_snapshot_needs_a_key_of_the_other_region(cloud):
    snapshot("one")

    result = run("copy", "--apply", "shop-database", HOME, AWAY)

    assert result.returncode == 2
    assert "name a key in us-west-2" in result.stderr


def test_a_database_without_a_snapshot_is_said_to_have_none(cloud):
    result = run("copy", "--apply", "another-database", HOME, AWAY, cloud)

    assert result.returncode == 1
    assert "no finished snapshot" in result.stderr


def test_a_copy_into_the_same_region_is_refused(cloud):
    result = run("copy", "--apply", "shop-database", HOME, HOME, cloud)

    assert result.returncode == 2


def test_without_apply_nothing_is_restored(cloud):
    snapshot("one")

    result = restore("--as", "shop-database-2", "--newest")

    assert result.returncode == 0, result.stderr
    assert "restore-db-instance-from-db-snapshot --db-snapshot-identifier one" in result.stdout
    assert list(instances()) == ["shop-database"]


def test_a_restored_database_is_private_protected_and_beside_the_old_one(cloud):
    snapshot("one")

    result = restore("--apply", "--as", "shop-database-2", "--newest")

    assert result.returncode == 0, result.stderr
    restored = instances()["shop-database-2"]
    # moto leaves the attribute out of what it restores; that it is asked for is what can be seen here.
    assert not restored.get("PubliclyAccessible")
    assert "--no-publicly-accessible" in result.stdout
    assert restored["DeletionProtection"]
    assert restored["StorageEncrypted"]
    assert restored["DBSubnetGroup"]["DBSubnetGroupName"] == "shop-database"
    assert "shop-database" in instances()
    assert "What is left" in result.stdout


def test_a_point_in_time_is_restored(cloud):
    result = restore("--apply", "--as", "shop-database-2", "--at", "2026-11-23T14:00:00Z")

    assert result.returncode == 0, result.stderr
    assert "shop-database-2" in instances()


def test_an_existing_database_is_never_restored_over(cloud):
    snapshot("one")

    assert restore("--apply", "--as", "shop-database", "--newest").returncode == 2
    assert restore("--apply", "--as", "shop-database-2", "--newest").returncode == 0
    second = restore("--apply", "--as", "shop-database-2", "--newest")
    assert second.returncode == 1
    assert "exists already" in second.stderr


def test_a_lost_region_needs_to_be_told_where_to(cloud):
    result = run("restore", "--region", AWAY, "--database", "shop-database", "--as", "shop-database-2", "--newest")

    assert result.returncode == 1
    assert "give --subnet-group and --security-group" in result.stderr


def test_in_a_lost_regions_stead_the_newest_copy_is_restored(cloud):
    snapshot("one")
    assert copy(cloud, "--apply").returncode == 0

    result = run(
        "restore", "--apply", "--region", AWAY, "--database", "shop-database", "--as", "shop-database-2", "--newest",
        "--subnet-group", subnet_group(AWAY), "--security-group", "sg-12345678",
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
    assert "shop-database-2" in instances(AWAY)
