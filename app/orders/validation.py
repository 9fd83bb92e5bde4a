"""The deep check of a release before it gets traffic. Every number carries its unit in its name."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from flask import render_template
from sqlalchemy import func, select, text

from .metrics import percentile
from .migrate import schema_state
from .order import InvalidOrderError, Order, change_order, check_order, create_order, find_order, latest_orders
from .parts import Parts

SAMPLES = 20
P95_LIMIT_MS = 200.0
MIN_AVAILABLE_MEMORY_PERCENT = 5.0
MIN_FREE_DISK_MB = 200.0
MEGABYTE = 1_000_000

Check = dict[str, object]
_SAMPLE = {"customer": "Deployment check", "item": "A row that is rolled back", "quantity": 1, "note": "to be removed"}


def validate(app: Parts) -> tuple[bool, dict[str, Check]]:
    """Whether the release may get traffic, and each check with what it measured."""
    checks: dict[str, Callable[[Parts], Check]] = {
        "database_connectivity": _database,
        "application_functionality": _functions,
        "performance": _performance,
        "memory_usage": _memory,
        "disk_space": _disk,
        "migrations": _migrations,
    }
    results = {name: _run(check, app) for name, check in checks.items()}
    return all(result["status"] == "pass" for result in results.values()), results


def _run(check: Callable[[Parts], Check], app: Parts) -> Check:
    start = time.perf_counter()
    try:
        result = check(app)
    except Exception as error:  # noqa: BLE001 - a check that breaks is a check that failed
        result = _judged(False, f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}")
    return {**result, "duration_ms": _millis(time.perf_counter() - start)}


def _judged(good: bool, reason: str = "", **measured: object) -> Check:
    verdict: Check = {"status": "pass" if good else "fail", **measured}
    return verdict if good else {**verdict, "reason": reason}


def _database(app: Parts) -> Check:
    with app.database.rolled_back() as session:
        start = time.perf_counter()
        session.execute(text("SELECT 1"))
        connected = time.perf_counter()
        row = create_order(session, check_order(_SAMPLE))
        session.expire(row)
        read_back = row.note == _SAMPLE["note"]
        written = time.perf_counter()
        order_id = row.id
    with app.database.rolled_back() as session:
        gone = session.scalar(select(func.count()).select_from(Order).where(Order.id == order_id)) == 0
    return _judged(
        read_back and gone,
        "the row written was not read back, or outlived its rolled-back transaction",
        round_trip_ms=_millis(connected - start),
        write_and_read_ms=_millis(written - connected),
        rolled_back=gone,
    )


def _functions(app: Parts) -> Check:
    """The core functions, one by one, on a row that is rolled back."""
    passed: list[str] = []
    with app.database.rolled_back() as session:
        row = create_order(session, check_order(_SAMPLE))
        passed.append("create")
        change_order(session, row, check_order({**_SAMPLE, "quantity": 2, "status": "paid"}))
        session.expire(row)
        _expect(row.quantity == 2 and row.status == "paid", "a changed order does not read as changed")
        passed.append("edit")
        _expect(find_order(session, row.id) is row, "an order is not found by its id")
        passed.append("find")
        listed = latest_orders(session)
        _expect(row in listed, "a new order is missing from the list")
        passed.append("list")
        page = render_template("list.html", orders=listed)
        _expect(f"/orders/{row.id}" in page, "the page does not show the new order")
        passed.append("render")
    try:
        check_order({**_SAMPLE, "quantity": 0})
    except InvalidOrderError:
        passed.append("reject")
    functions = ["create", "edit", "find", "list", "render", "reject"]
    return _judged(passed == functions, "bad input was accepted", functions_tested=len(functions), passed=passed)


def _expect(condition: bool, sentence: str) -> None:
    if not condition:
        raise ValueError(sentence)


def _performance(app: Parts) -> Check:
    samples = []
    for _ in range(SAMPLES):
        start = time.perf_counter()
        with app.database.rolled_back() as session:
            render_template("list.html", orders=latest_orders(session))
        samples.append((time.perf_counter() - start) + app.play.delay_seconds())
        if sum(samples) > 5:
            break
    recent = app.metrics.latest_seconds()
    p95 = _millis(percentile(samples, 0.95))
    return _judged(
        p95 <= P95_LIMIT_MS,
        f"p95 of the list page is {p95} ms, the limit is {P95_LIMIT_MS:g} ms",
        samples=len(samples),
        p50_ms=_millis(percentile(samples, 0.5)),
        p95_ms=p95,
        max_ms=_millis(max(samples)),
        limit_ms=P95_LIMIT_MS,
        recent_requests=len(recent),
        recent_p95_ms=_millis(percentile(recent, 0.95)),
    )


def _memory(_app: Parts) -> Check:
    system, process = _proc("/proc/meminfo"), _proc("/proc/self/status")
    total, available = system["MemTotal"], system["MemAvailable"]
    percent = round(100 * available / total, 1)
    return _judged(
        percent >= MIN_AVAILABLE_MEMORY_PERCENT,
        f"{percent} % of the memory is available, at least {MIN_AVAILABLE_MEMORY_PERCENT:g} % is needed",
        process_mb=_mb(process["VmRSS"]),
        available_mb=_mb(available),
        total_mb=_mb(total),
        available_percent=percent,
    )


def _proc(path: str) -> dict[str, int]:
    """Sizes in bytes, from a file of `Name:   123 kB` lines."""
    sizes = {}
    for line in Path(path).read_text(encoding="ascii", errors="replace").splitlines():
        name, _, rest = line.partition(":")
        if rest.endswith(" kB"):
            sizes[name] = int(rest.removesuffix(" kB")) * 1024
    return sizes


def _disk(_app: Parts) -> Check:
    usage = shutil.disk_usage(Path(__file__))
    return _judged(
        usage.free >= MIN_FREE_DISK_MB * MEGABYTE,
        f"{_mb(usage.free)} MB are free, at least {MIN_FREE_DISK_MB:g} MB are needed",
        free_mb=_mb(usage.free),
        total_mb=_mb(usage.total),
        used_percent=round(100 * usage.used / usage.total, 1),
    )


def _migrations(app: Parts) -> Check:
    needed = app.settings.schema
    with app.database.engine.connect() as connection:
        state = schema_state(connection)
    if state is None:
        return _judged(False, "the table flyway_schema_history is missing: no migration has run")
    return _judged(
        state.failed == 0 and state.version in needed,
        f"the schema is at version {state.version} with {state.failed} failed migrations; "
        f"this release runs on {needed.min} to {needed.max}",
        schema_version=state.version,
        applied_migrations=state.applied,
        failed_migrations=state.failed,
        required_min=needed.min,
        required_max=needed.max,
    )


def _millis(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _mb(size: int) -> float:
    return round(size / MEGABYTE, 1)
