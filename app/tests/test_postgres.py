"""The tests' own server: machines without PostgreSQL must be able to run them too."""

from __future__ import annotations

from pathlib import Path

import psycopg

from .postgres import own_server, packaged_programs


def test_the_packaged_server_runs_even_from_a_directory_that_only_its_owner_may_enter(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    programs = packaged_programs()
    package = programs.parents[1]
    for directory in (package, package.with_name(package.name + ".libs")):
        (private / directory.name).symlink_to(directory)
    installed = private / programs.relative_to(package.parent)
    with own_server(installed) as address, psycopg.connect(address + "postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
