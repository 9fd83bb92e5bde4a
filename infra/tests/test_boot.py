"""The boot script of an instance, run as a process beside a metadata service of our own."""

import http.server
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest

BOOT = Path(__file__).parents[1] / "modules/webserver/boot.sh"
TAGS = {"bluegreen:release": "7", "bluegreen:colour": "green"}
SETTINGS = {
    "ARTIFACT_BUCKET": "shop-bluegreen",
    "PORT": "8080",
    "DATABASE_HOST": "db.internal",
    "DATABASE_NAME": "app",
    "DATABASE_USER": "app_owner",
    "DATABASE_SECRET": "arn:secret",
}
# What stands for AWS: releases from one folder, the secret from one file; without the file, Secrets Manager is away.
AWS = """#!/usr/bin/env bash
case "$1 $2" in
  "s3 cp") cp "{releases}/${{4##*/}}" "$5" ;;
  "secretsmanager get-secret-value") cat "{secret}" ;;
esac
"""
START = """#!/usr/bin/env bash
echo "$RELEASE $COLOUR $PORT"
echo "${DATABASE_URL:-}"
cat "${PGPASSFILE:-/dev/null}"
"""


def program(file: Path, text: str) -> Path:
    file.write_text(text)
    file.chmod(0o755)
    return file


class Metadata(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        self.answer("token")

    def do_GET(self):
        tag = self.path.rpartition("/tags/instance/")[2]
        if self.headers["X-aws-ec2-metadata-token"] != "token" or tag not in TAGS:
            self.send_error(404)
        else:
            self.answer(TAGS[tag])

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class Instance:
    def __init__(self, home: Path, metadata: str):
        self.home, self.secret = home / "home", home / "secret"
        for folder in ("bin", "releases", "home"):
            (home / folder).mkdir()
        program(home / "bin/aws", AWS.format(releases=home / "releases", secret=self.secret))
        # Not through a version manager, which would put an AWS CLI of its own first.
        program(home / "bin/python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        start = program(home / "start", START)
        with tarfile.open(home / "releases/7.tar.gz", "w:gz") as archive:
            archive.add(start, "start")
        self.environment = {
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
            "BLUEGREEN_HOME": str(self.home),
            "AWS_EC2_METADATA_SERVICE_ENDPOINT": metadata,
            "AWS_REGION": "us-east-1",
        }

    def boot(self, **settings: str) -> list[str]:
        done = subprocess.run(
            ["bash", str(BOOT)],
            env=self.environment | settings,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def password_is(self, password: str):
        self.secret.write_text('{"username": "app_owner", "password": "%s"}' % password.replace("\\", "\\\\"))


@pytest.fixture(scope="module")
def metadata():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Metadata) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def instance(tmp_path, metadata):
    return Instance(tmp_path, metadata)


def test_an_instance_starts_the_release_that_it_is_tagged_with(instance):
    assert instance.boot(ARTIFACT_BUCKET="shop-bluegreen", PORT="8080") == ["7 green 8080", ""]
    assert sorted(one.name for one in instance.home.iterdir()) == ["launch", "password", "releases"]


def test_a_fetch_that_was_cut_off_is_not_taken_for_the_release(instance):
    half = instance.home / "releases/7.part"
    half.mkdir(parents=True)
    (half / "rubbish").touch()

    assert instance.boot(**SETTINGS | {"DATABASE_SECRET": ""})[0] == "7 green 8080"
    assert sorted(one.name for one in (instance.home / "releases/7").iterdir()) == ["start"]


def test_the_password_is_in_a_file_for_libpq_and_nowhere_else(instance):
    instance.password_is(r"a:b\c")

    _, url, line = instance.boot(**SETTINGS)

    assert url == "postgresql://app_owner@db.internal:5432/app?sslmode=require"
    assert line == r"*:*:*:app_owner:a\:b\\c"
    assert (instance.home / ".pgpass").stat().st_mode & 0o777 == 0o600
    assert "a:b" not in (instance.home / "launch").read_text()


def test_a_rotated_password_reaches_the_next_connection_without_a_restart(instance):
    instance.password_is("first")
    instance.boot(**SETTINGS)
    instance.password_is("second")

    # What the timer runs every minute.
    command = [str(instance.home / "password"), "arn:secret", str(instance.home / ".pgpass")]
    subprocess.run(command, env=instance.environment, check=True, timeout=60)

    assert (instance.home / ".pgpass").read_text() == "*:*:*:app_owner:second\n"


def test_the_application_restarts_on_the_last_password_while_secrets_manager_is_away(instance):
    instance.password_is("first")
    instance.boot(**SETTINGS)
    instance.secret.unlink()

    assert instance.boot(**SETTINGS)[2] == "*:*:*:app_owner:first"


def test_without_any_password_it_does_not_start(instance):
    with pytest.raises(AssertionError, match="password"):
        instance.boot(**SETTINGS)


def test_a_database_that_is_named_whole_is_taken_as_it_is(instance):
    assert instance.boot(**SETTINGS, DATABASE_URL="postgresql://x@y/z")[1] == "postgresql://x@y/z"
