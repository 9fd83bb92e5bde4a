from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from orders import create_app
from orders.drain import Drain
from orders.parts import Parts

from .postgres import any_server, create_database, drop_database

MIGRATIONS = Path(__file__).parent.parent / "migrations"

MakeApp = Callable[..., Flask]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with any_server() as address:
        yield address


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    url = create_database(server)
    yield url
    drop_database(url)


@pytest.fixture(scope="session")
def migrated(server: str) -> Iterator[str]:
    """A database with the schema this release needs, as its own start makes it."""
    url = create_database(server)
    parts_of(create_app(environment(url, MIGRATE_ON_START="1"))).database.close()
    yield url
    drop_database(url)


@pytest.fixture
def database(migrated: str) -> str:
    """The migrated database, without orders."""
    with psycopg.connect(migrated) as connection:
        connection.execute("TRUNCATE orders RESTART IDENTITY")
    return migrated


@pytest.fixture
def make_app(database: str) -> Iterator[MakeApp]:
    """Applications on the migrated database; keyword arguments are environment variables."""
    made: list[Flask] = []

    def make(drain: Drain | None = None, **variables: str) -> Flask:
        made.append(create_app(environment(database, **variables), drain or Drain()))
        return made[-1]

    yield make
    for app in made:
        parts_of(app).database.close()


@pytest.fixture
def client(make_app: MakeApp) -> FlaskClient:
    return make_app().test_client()


def environment(database_url: str, **variables: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "RELEASE": "7",
        "COLOUR": "green",
        "APP_ENVIRONMENT": "rehearsal",
        "LOG_LEVEL": "ERROR",
        **variables,
    }


def parts_of(app: Flask) -> Parts:
    found = app.extensions["orders"]
    assert isinstance(found, Parts)
    return found
