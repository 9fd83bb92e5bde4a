"""Versioned SQL as Flyway records it: what has run, and a simple way to run it for rehearsals.

In production another tool migrates (Flyway); this one writes the same table with the same checksums, so that Flyway
can go on from it.
"""

from __future__ import annotations

import re
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

HISTORY = "flyway_schema_history"
_FILE_NAME = re.compile(r"V(\d+)__(\w+)\.sql")
# One number for everybody who migrates this schema by this tool; any would do.
_LOCK = 7_203_511_904
_CREATE_HISTORY = f"""
CREATE TABLE IF NOT EXISTS {HISTORY} (
    installed_rank integer       NOT NULL CONSTRAINT {HISTORY}_pk PRIMARY KEY,
    version        varchar(50),
    description    varchar(200)  NOT NULL,
    type           varchar(20)   NOT NULL,
    script         varchar(1000) NOT NULL,
    checksum       integer,
    installed_by   varchar(100)  NOT NULL,
    installed_on   timestamp     NOT NULL DEFAULT now(),
    execution_time integer       NOT NULL,
    success        boolean       NOT NULL
);
CREATE INDEX IF NOT EXISTS {HISTORY}_s_idx ON {HISTORY} (success);
"""


class MigrationError(RuntimeError):
    """A migration cannot be applied; the message names the file and the way out."""


@dataclass(frozen=True)
class SchemaState:
    """Highest version applied (0: none), how many migrations succeeded, how many failed."""

    version: int
    applied: int
    failed: int


@dataclass(frozen=True)
class Migration:
    version: int
    description: str
    script: str
    sql: str

    @property
    def checksum(self) -> int:
        """Flyway's: CRC-32 over the lines without their ends, as a signed 32-bit number."""
        crc = 0
        for line in self.sql.removeprefix("\ufeff").splitlines():
            crc = zlib.crc32(line.encode(), crc)
        return crc - 2**32 if crc >= 2**31 else crc


def schema_state(connection: Connection) -> SchemaState | None:
    """What the history says; None if there is no history."""
    if not inspect(connection).has_table(HISTORY):
        return None
    rows = connection.execute(text(f"SELECT version, success FROM {HISTORY} WHERE version IS NOT NULL")).all()  # noqa: S608
    done = [_major(version) for version, success in rows if success]
    return SchemaState(max(done, default=0), len(done), len(rows) - len(done))


def _major(version: str) -> int:
    return int(re.split(r"[._]", version)[0])


def read_migrations(directory: Path) -> list[Migration]:
    """All migrations of one phase, in order of version."""
    found = []
    for file in directory.glob("*.sql"):
        match = _FILE_NAME.fullmatch(file.name)
        if match is None:
            raise MigrationError(f"{file.name} is not named like V7__what_it_does.sql; rename it")
        description = match[2].replace("_", " ")
        found.append(Migration(int(match[1]), description, file.name, file.read_text(encoding="utf-8")))
    return sorted(found, key=lambda migration: migration.version)


def migrate(engine: Engine, directory: Path) -> list[str]:
    """Apply what is pending, each file in a transaction of its own; returns the names of the files applied.

    Instances that start together wait for each other. A file that was edited after it ran stops everything.
    """
    # Without parameters, so that a file may hold several statements and percent signs.
    with engine.connect().execution_options(no_parameters=True) as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
        connection.commit()
        try:
            connection.exec_driver_sql(_CREATE_HISTORY)
            connection.commit()
            return [m.script for m in read_migrations(directory) if _apply(connection, m)]
        finally:
            connection.rollback()
            connection.invalidate()  # releases the lock, and keeps its changed time-out out of the pool


def _apply(connection: Connection, migration: Migration) -> bool:
    known = connection.execute(
        text(f"SELECT checksum, success FROM {HISTORY} WHERE version = :version"),  # noqa: S608
        {"version": str(migration.version)},
    ).first()
    if known is not None:
        connection.rollback()
        if not known.success:
            raise MigrationError(f"{migration.script} failed before: repair the schema, then its row in {HISTORY}")
        if known.checksum != migration.checksum:
            raise MigrationError(f"{migration.script} was edited after it ran: restore it, and add a new migration")
        return False
    start = time.perf_counter()
    connection.exec_driver_sql(migration.sql)
    connection.execute(
        text(
            f"INSERT INTO {HISTORY} (installed_rank, version, description, type, script, checksum, installed_by,"  # noqa: S608
            " execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, :version, :description, 'SQL',"
            f" :script, :checksum, current_user, :millis, true FROM {HISTORY}"
        ),
        {
            "version": str(migration.version),
            "description": migration.description,
            "script": migration.script,
            "checksum": migration.checksum,
            "millis": int((time.perf_counter() - start) * 1000),
        },
    )
    connection.commit()
    return True
