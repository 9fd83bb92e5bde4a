"""Settings and identity: every bad value gets a sentence, and the instance knows who it is."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from orders.identity import Identity
from orders.logs import make_logger
from orders.settings import SchemaRange, SettingsError, read_settings

from .conftest import environment

URL = "postgresql://user:secret@db.internal:5432/orders"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://user:secret@x/y"}, "DATABASE_URL does not begin with postgresql://"),
        ({"APP_ENVIRONMENT": "prod"}, "APP_ENVIRONMENT='prod' is unknown: choose one of production"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL='loud' is unknown"),
        ({"MIGRATE_ON_START": "perhaps"}, "MIGRATE_ON_START='perhaps' is neither 1 nor 0"),
        ({"HEALTH_TIMEOUT_SECONDS": "0"}, "HEALTH_TIMEOUT_SECONDS='0' is not a number of seconds from 0.1 to 10"),
        ({"HEALTH_TIMEOUT_SECONDS": "soon"}, "HEALTH_TIMEOUT_SECONDS='soon'"),
        ({"HEALTH_TIMEOUT_SECONDS": "nan"}, "HEALTH_TIMEOUT_SECONDS='nan'"),
        ({"EXTERNAL_SERVICES": "payments"}, "EXTERNAL_SERVICES entry 'payments' is not name=http(s)://address"),
        ({"EXTERNAL_SERVICES": "files=file:///etc/passwd"}, "EXTERNAL_SERVICES entry 'files=file"),
        ({"REHEARSAL": "explode"}, "unknown mode 'explode', choose from errors, slow"),
        ({"REHEARSAL": "errors:rate=2"}, "rate='2' is not a number from 0 to 1"),
        ({"REHEARSAL": "errors:rate=x"}, "rate='x' is not a number"),
        ({"REHEARSAL": "errors:scope=some"}, "scope='some' is neither pages nor all"),
        ({"REHEARSAL": "slow:seconds=3"}, "slow does not know 'seconds', it takes ms, after"),
        ({"REHEARSAL": "wrong-version:x=1"}, "wrong-version does not know 'x', it takes nothing"),
        ({"REHEARSAL": "fail-health:after=-1s"}, "after='-1' is not a number from 0"),
        ({"RELEASE_FILE": "/nowhere/release.json"}, "/nowhere/release.json cannot be used"),
    ],
)
def test_a_bad_setting_is_named_with_its_value(variables: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(environment(URL) | variables)
    assert sentence in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"id": "7", "schema": {"min": "x", "max": 3}}'])
def test_an_unreadable_release_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "release.json"
    file.write_text(content)
    with pytest.raises(SettingsError, match="cannot be used"):
        read_settings(environment(URL, RELEASE_FILE=str(file)))


def test_a_schema_range_the_wrong_way_round_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    file.write_text('{"id": "7", "schema": {"min": 4, "max": 3}}')
    with pytest.raises(SettingsError, match=r"schema\.min 4 is greater than schema\.max 3"):
        read_settings(environment(URL, RELEASE_FILE=str(file)))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_the_address_is_understood(scheme: str) -> None:
    settings = read_settings(environment(f"{scheme}://u@h/d"))
    assert settings.database_url == "postgresql+psycopg://u@h/d"
    assert settings.schema == SchemaRange(2, 3)


def test_production_is_the_default_and_refuses_rehearsals() -> None:
    variables = environment(URL, REHEARSAL="wrong-version")
    del variables["APP_ENVIRONMENT"]
    with pytest.raises(SettingsError, match="refused because APP_ENVIRONMENT is production"):
        read_settings(variables)
    assert read_settings(variables | {"REHEARSAL_ALLOWED": "1"}).rehearsal.wrong_version
    assert not read_settings(variables | {"REHEARSAL": ""}).rehearsal_endpoints


def test_external_services_are_read_by_name() -> None:
    settings = read_settings(environment(URL, EXTERNAL_SERVICES="a=http://a/x, b=https://b/"))
    assert settings.external_services == {"a": "http://a/x", "b": "https://b/"}


class MetadataService(BaseHTTPRequestHandler):
    """IMDSv2 as EC2 serves it: no tags without a session token."""

    tags: ClassVar[dict[str, str]] = {}

    def do_PUT(self) -> None:
        valid = self.path == "/latest/api/token" and "X-aws-ec2-metadata-token-ttl-seconds" in self.headers
        self._answer(200 if valid else 400, "the-token")

    def do_GET(self) -> None:
        key = self.path.removeprefix("/latest/meta-data/tags/instance/")
        if self.headers.get("X-aws-ec2-metadata-token") != "the-token":
            self._answer(401, "")
        else:
            self._answer(200 if key in self.tags else 404, self.tags.get(key, ""))

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def metadata() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), MetadataService) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def identity_from(**variables: str) -> Identity:
    base = {"DATABASE_URL": URL, "APP_ENVIRONMENT": "local"}
    return read_settings(base | variables).identity


@pytest.mark.parametrize(
    ("tags", "variables", "expected"),
    [
        ({"bluegreen:release": "41", "bluegreen:colour": "blue"}, {}, Identity("41", "blue")),
        ({"bluegreen:release": "41", "bluegreen:colour": "blue"}, {"RELEASE": "42"}, Identity("42", "blue")),
        ({"bluegreen:colour": "green"}, {}, Identity("2", "green")),
        ({}, {}, Identity("2", "none")),
        ({"bluegreen:release": "bad\r\nX-Header: 1", "bluegreen:colour": "blue"}, {}, Identity("2", "blue")),
    ],
)
def test_the_identity_comes_from_the_instance_tags_when_the_environment_does_not_tell(
    metadata: str,
    monkeypatch: pytest.MonkeyPatch,
    tags: dict[str, str],
    variables: dict[str, str],
    expected: Identity,
) -> None:
    monkeypatch.setattr(MetadataService, "tags", tags)
    assert identity_from(AWS_EC2_METADATA_SERVICE_ENDPOINT=metadata, **variables) == expected


def test_without_a_metadata_service_the_release_file_tells() -> None:
    assert identity_from(AWS_EC2_METADATA_SERVICE_ENDPOINT="http://127.0.0.1:1") == Identity("2", "none")
    assert identity_from(AWS_EC2_METADATA_DISABLED="true") == Identity("2", "none")


def test_log_lines_are_json_with_release_and_colour() -> None:
    stream = io.StringIO()
    logger = make_logger(Identity("7", "green"), "INFO", stream)
    logger.info("GET %s", "/", extra={"fields": {"status": 200}})
    try:
        int("what happened")
    except ValueError:
        logger.exception("A request failed")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["release"], first["colour"], first["status"], first["message"]) == ("7", "green", 200, "GET /")
    assert "what happened" in second["exception"]
