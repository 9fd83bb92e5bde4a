"""The deep check as a command, as `bluegreen migrate --rehearse` runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .instance import APPLICATION


def validate(url: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The address without a user, as the rehearsal gives it: libpq reads PGUSER."""
    environment = {**os.environ, "DATABASE_URL": url.replace("postgres@", ""), "PGUSER": "postgres", **variables}
    return subprocess.run(
        [APPLICATION / "start", "validate"],
        env={**environment, "VENV": str(Path(sys.executable).parent.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd="/",
    )


def test_a_release_that_runs_on_the_schema_says_so(database: str) -> None:
    said = validate(database)
    assert said.returncode == 0, said.stdout
    assert "application_functionality: pass in" in said.stdout
    assert said.stderr == ""


def test_one_that_does_not_run_says_why_in_the_last_line(empty_database: str) -> None:
    said = validate(empty_database)
    assert said.returncode == 1
    last = said.stdout.splitlines()[-1]
    assert "migrations: the table flyway_schema_history is missing: no migration has run" in last


def test_a_wrong_setting_is_a_sentence(database: str) -> None:
    said = validate(database, HEALTH_TIMEOUT_SECONDS="soon")
    assert (said.returncode, said.stdout) == (
        1,
        "HEALTH_TIMEOUT_SECONDS='soon' is not a number of seconds from 0.1 to 10.0\n",
    )
