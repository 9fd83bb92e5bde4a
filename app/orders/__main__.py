"""The deep check as a command, `app/start validate`: for rehearsals of migrations on a copy of the database.

Leaves with 0 if the release may get traffic; otherwise the last line says what is wrong.
"""

from __future__ import annotations

import sys

from . import create_app
from .parts import Parts
from .settings import SettingsError
from .validation import validate


def main() -> int:
    try:
        app = create_app()
    except SettingsError as error:
        print(error)
        return 1
    parts: Parts = app.extensions["orders"]
    with app.test_request_context():
        ready, checks = validate(parts)
    parts.database.close()
    for name, check in checks.items():
        print(f"{name}: {check['status']} in {check['duration_ms']} ms")
    if not ready:
        print("; ".join(f"{name}: {check['reason']}" for name, check in checks.items() if "reason" in check))
    return 0 if ready else 1


if __name__ == "__main__":
    sys.exit(main())
