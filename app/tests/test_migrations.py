"""Migrations: recorded as Flyway records them, applied once, and checked by the validation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine

from orders import create_app
from orders.migrate import Migration, MigrationError, migrate, read_migrations, schema_state

from .conftest import MIGRATIONS, environment, parts_of


def engine_of(url: str) -> Engine:
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://"))


def validation(url: str) -> tuple[int, dict[str, object]]:
    app = create_app(environment(url))
    try:
        answer = app.test_client().get("/deployment/validate")
        return answer.status_code, answer.get_json()["checks"]["migrations"]
    finally:
        parts_of(app).database.close()


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    (tmp_path / "V1__first.sql").write_text("CREATE TABLE a (x int);\nINSERT INTO a VALUES (10 % 3);\n")
    (tmp_path / "V2__second_one.sql").write_text("ALTER TABLE a ADD COLUMN y int;\n")
    return tmp_path


def test_instances_that_start_together_migrate_once(empty_database: str, migrations: Path) -> None:
    engines = [engine_of(empty_database) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        applied = list(pool.map(lambda engine: migrate(engine, migrations), engines))
    assert sorted(applied) == [[], [], [], [], [], ["V1__first.sql", "V2__second_one.sql"]]
    with engines[0].connect() as connection:
        state = schema_state(connection)
        assert state is not None
        assert (state.version, state.applied, state.failed) == (2, 2, 0)
    for engine in engines:
        engine.dispose()


def test_the_history_reads_as_flyway_writes_it(empty_database: str, migrations: Path) -> None:
    engine = engine_of(empty_database)
    migrate(engine, migrations)
    engine.dispose()
    with psycopg.connect(empty_database) as connection:
        rows = connection.execute(
            "SELECT installed_rank, version, description, type, script, installed_by, success"
            " FROM flyway_schema_history ORDER BY 1"
        ).fetchall()
    user = "postgres" if "postgres@" in empty_database else rows[0][5]
    assert rows == [
        (1, "1", "first", "SQL", "V1__first.sql", user, True),
        (2, "2", "second one", "SQL", "V2__second_one.sql", user, True),
    ]


def test_the_checksum_ignores_line_ends_and_byte_order_mark() -> None:
    checksums = {Migration(1, "", "", sql).checksum for sql in ("a\nb\n", "a\r\nb", "\ufeffa\nb\n")}
    assert len(checksums) == 1
    assert Migration(1, "", "", "a\nc\n").checksum not in checksums
    assert all(-(2**31) <= Migration(1, "", "", str(n)).checksum < 2**31 for n in range(50))


def test_checksums_are_those_that_flyway_computes() -> None:
    """As the ChecksumCalculator of Flyway 11.14.1 gives them for these files."""
    checksums = {m.version: m.checksum for phase in ("expand", "contract") for m in read_migrations(MIGRATIONS / phase)}
    assert checksums == {1: 1779225776, 2: 1033733624, 3: -2074638969}


def test_a_migration_edited_after_it_ran_stops_everything(empty_database: str, migrations: Path) -> None:
    engine = engine_of(empty_database)
    migrate(engine, migrations)
    (migrations / "V1__first.sql").write_text("CREATE TABLE a (x bigint);\n")
    with pytest.raises(MigrationError, match=r"V1__first\.sql was edited after it ran"):
        migrate(engine, migrations)
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(empty_database: str, migrations: Path) -> None:
    engine = engine_of(empty_database)
    (migrations / "V2__second_one.sql").write_text("CREATE TABLE b (x int); SELECT 1/0;")
    with pytest.raises(Exception, match="division by zero"):
        migrate(engine, migrations)
    with engine.connect() as connection:
        state = schema_state(connection)
        assert state is not None
        assert state.version == 1
        assert connection.exec_driver_sql("SELECT to_regclass('b')").scalar() is None
    engine.dispose()


def test_a_failure_recorded_by_another_tool_is_not_run_over(empty_database: str, migrations: Path) -> None:
    engine = engine_of(empty_database)
    migrate(engine, migrations)
    with psycopg.connect(empty_database) as connection:
        connection.execute("UPDATE flyway_schema_history SET success = false WHERE version = '2'")
    with pytest.raises(MigrationError, match=r"V2__second_one\.sql failed before"):
        migrate(engine, migrations)
    engine.dispose()
    status, check = validation(empty_database)
    assert (status, check["status"], check["failed_migrations"]) == (503, "fail", 1)


def test_a_file_with_another_name_is_refused(migrations: Path) -> None:
    (migrations / "more.sql").write_text("")
    with pytest.raises(MigrationError, match=r"more\.sql is not named like V7__what_it_does\.sql"):
        read_migrations(migrations)


def test_no_version_is_used_twice_across_expand_and_contract() -> None:
    versions = [m.version for phase in ("expand", "contract") for m in read_migrations(MIGRATIONS / phase)]
    assert sorted(versions) == list(range(1, len(versions) + 1))


def test_a_database_without_history_is_not_ready(empty_database: str) -> None:
    status, check = validation(empty_database)
    assert status == 503
    assert check["reason"] == "the table flyway_schema_history is missing: no migration has run"


def test_a_schema_that_is_too_old_is_not_ready(empty_database: str, tmp_path: Path) -> None:
    (tmp_path / "V1__orders.sql").write_text((MIGRATIONS / "expand" / "V1__orders.sql").read_text())
    engine = engine_of(empty_database)
    migrate(engine, tmp_path)
    engine.dispose()
    status, check = validation(empty_database)
    assert status == 503
    assert check["schema_version"] == 1
    assert "this release runs on 2 to 3" in str(check["reason"])


def test_the_release_runs_before_and_after_the_contract_migration(empty_database: str) -> None:
    app = create_app(environment(empty_database, MIGRATE_ON_START="1"))
    client, engine = app.test_client(), engine_of(empty_database)
    try:
        with engine.begin() as connection:  # what release 1 writes
            connection.exec_driver_sql(
                "INSERT INTO orders (customer, item, quantity, remark) VALUES ('A', 'B', 1, 'x')"
            )
        assert client.get("/api/orders/1").get_json()["note"] is None
        assert validation(empty_database)[0] == 200
        assert migrate(engine, MIGRATIONS / "contract") == ["V3__drop_order_remark.sql"]
        assert client.get("/api/orders/1").get_json()["note"] == "x"
        assert client.post("/api/orders", json={"customer": "A", "item": "B", "quantity": 1}).status_code == 201
        status, check = validation(empty_database)
        assert (status, check["schema_version"]) == (200, 3)
    finally:
        engine.dispose()
        parts_of(app).database.close()
