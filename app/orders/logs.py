"""Structured logs: one JSON object per line on standard output, each with release and colour."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from .identity import Identity


class JsonLines(logging.Formatter):
    def __init__(self, identity: Identity) -> None:
        super().__init__()
        self._identity = identity

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "release": self._identity.release,
            "colour": self._identity.colour,
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def make_logger(identity: Identity, level: str, stream: TextIO | None = None) -> logging.Logger:
    logger = logging.getLogger("orders")
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines(identity))
    logger.handlers = [handler]
    logger.setLevel(level)
    logger.propagate = False
    return logger
