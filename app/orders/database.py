"""The database: one pool per process, every wait bounded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from .settings import Settings

# Server-side limits of every statement that a request may issue.
_SESSION_OPTIONS = (
    "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=15000 -c timezone=UTC"
)


class Database:
    """Sessions for requests, from a pool; and a connection of their own for health checks."""

    def __init__(self, settings: Settings) -> None:
        url = make_url(settings.database_url)
        if settings.rehearsal.broken_database:
            url = url.set(host="127.0.0.1", port=1, query={})
        identity = settings.identity
        connect = {
            "connect_timeout": 3,
            "tcp_user_timeout": 5000,
            "keepalives_idle": 10,
            "options": _SESSION_OPTIONS,
            "application_name": f"orders {identity.release} {identity.colour}"[:63],
        }
        self._engine = create_engine(
            url,
            pool_size=10,
            max_overflow=10,
            pool_timeout=3,
            pool_pre_ping=True,
            pool_recycle=1800,
            connect_args=connect,
            hide_parameters=True,  # customers' data does not belong into logs
        )
        # Of their own: a pool that is busy serving requests must not look like a dead database, and vice versa.
        self._health_engine = create_engine(
            url, pool_size=1, max_overflow=1, pool_timeout=1, pool_pre_ping=True, connect_args=connect
        )

    @property
    def engine(self) -> Engine:
        return self._engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction: committed when the block ends well, rolled back otherwise."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def rolled_back(self) -> Iterator[Session]:
        """A transaction whose effects never outlive the block."""
        with Session(self._engine, expire_on_commit=False) as session:
            try:
                yield session
            finally:
                session.rollback()

    def ping(self) -> None:
        """One round trip; raises if the database does not answer. May take as long as the connect time-out."""
        with self._health_engine.connect() as connection:
            try:
                connection.execute(text("SELECT 1"))
            except Exception:
                connection.invalidate()
                raise

    def close(self) -> None:
        self._engine.dispose()
        self._health_engine.dispose()
