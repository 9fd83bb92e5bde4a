"""Settings: read once from the environment, checked at once, immutable afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .identity import Identity, read_identity
from .rehearsal import NO_REHEARSAL, Rehearsal

APPLICATION_DIRECTORY = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting is missing or wrong; the message names it, its value and the way out."""


@dataclass(frozen=True)
class SchemaRange:
    """The versions of the database schema that this release runs on, both ends included."""

    min: int
    max: int

    def __contains__(self, version: int) -> bool:
        return self.min <= version <= self.max


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two instances of the application."""

    database_url: str
    identity: Identity
    schema: SchemaRange
    production: bool = True
    rehearsal: Rehearsal = NO_REHEARSAL
    rehearsal_endpoints: bool = False
    migrate_on_start: bool = False
    validate_token: str | None = None
    external_services: Mapping[str, str] | None = None
    health_timeout_seconds: float = 2.0
    log_level: str = "INFO"
    migrations: Path = APPLICATION_DIRECTORY / "migrations"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read and check every setting; raises SettingsError with one sentence for the first that is wrong."""
    release_id, schema = read_release_file(Path(environ.get("RELEASE_FILE", APPLICATION_DIRECTORY / "release.json")))
    production = _one_of(environ, "APP_ENVIRONMENT", ("production", "staging", "rehearsal", "local")) == "production"
    allowed = not production or _flag(environ, "REHEARSAL_ALLOWED")
    return Settings(
        database_url=_database_url(environ.get("DATABASE_URL", "")),
        identity=read_identity(environ, fallback_release=release_id),
        schema=schema,
        production=production,
        rehearsal=_rehearsal(environ.get("REHEARSAL", ""), allowed),
        rehearsal_endpoints=allowed,
        migrate_on_start=_flag(environ, "MIGRATE_ON_START"),
        validate_token=environ.get("VALIDATE_TOKEN") or None,
        external_services=_services(environ.get("EXTERNAL_SERVICES", "")),
        health_timeout_seconds=_seconds(environ, "HEALTH_TIMEOUT_SECONDS", default=2.0, low=0.1, high=10.0),
        log_level=_one_of(environ, "LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
    )


def read_release_file(path: Path) -> tuple[str, SchemaRange]:
    """The release id and the schema range that the artifact was built with."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        schema = SchemaRange(int(content["schema"]["min"]), int(content["schema"]["max"]))
        release_id = str(content["id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f'{path} cannot be used ({error!r}): it must read {{"id": "7", "schema": {{"min": 2, "max": 3}}}}'
        ) from error
    if schema.min > schema.max:
        raise SettingsError(f"{path}: schema.min {schema.min} is greater than schema.max {schema.max}; swap them")
    return release_id, schema


def _database_url(url: str) -> str:
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    # The value is not repeated: it may hold a password.
    problem = "does not begin with postgresql://" if url else "is not set"
    raise SettingsError(f"DATABASE_URL {problem}: give it as postgresql://user:password@host:5432/name")


def _rehearsal(text: str, allowed: bool) -> Rehearsal:
    if text and not allowed:
        raise SettingsError(
            f"REHEARSAL={text!r} is refused because APP_ENVIRONMENT is production (the default): "
            "set APP_ENVIRONMENT=rehearsal, or REHEARSAL_ALLOWED=1 if you mean it"
        )
    try:
        return Rehearsal.parse(text)
    except ValueError as error:
        raise SettingsError(f"REHEARSAL={text!r} is not understood: {error}") from error


def _services(text: str) -> dict[str, str]:
    services: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        name, _, url = entry.partition("=")
        if not name or not url.startswith(("http://", "https://")):
            raise SettingsError(f"EXTERNAL_SERVICES entry {entry!r} is not name=http(s)://address")
        services[name] = url
    return services


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes"):
        return True
    if value in ("", "0", "false", "no"):
        return False
    raise SettingsError(f"{name}={value!r} is neither 1 nor 0")


def _one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The first choice is the default."""
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name}={value!r} is unknown: choose one of {', '.join(choices)}")
    return value


def _seconds(environ: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    text = environ.get(name, "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SettingsError(f"{name}={text!r} is not a number of seconds from {low} to {high}")
    return value
