"""`python -m bench [--quick] [--only lost,start] [--into FOLDER]`: measures and writes the report.

Ends with 1 only when something that this project must keep did not hold; whatever could not be measured stands in the report.
"""

import argparse
import importlib
import json
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import machine, report
from bench.clouds import ROOT, WORK
from bench.figure import Figure, Scale
from bench.registry import terraform_provider

# Figures of one stage are measured at the same time: they mostly wait. Those that measure processor time are alone.
STAGES = (("start",), ("engine",), ("balancer",), ("scale",), ("overhead",), ("at_once", "rollback"), ("lost",), ("second_target",))
QUICK_STAGES = (("start",), ("engine",), ("balancer",), ("scale",), ("overhead", "at_once", "rollback", "lost"))
FIGURES = tuple(name for stage in STAGES for name in stage)


def measure(name: str, scale: Scale) -> Figure | str:
    """The figure, or why there is none: one that breaks does not keep the others from being measured."""
    begin = time.monotonic()
    print(f"bench: {name} ...", flush=True)
    try:
        figure: Figure = importlib.import_module(f"bench.figures.{name}").measure(scale)
    except Exception as problem:  # noqa: BLE001 - whatever it was, the report says so
        traceback.print_exc()
        return f"{name}: the measurement itself failed: {type(problem).__name__}: {problem}"
    figure.seconds = time.monotonic() - begin
    print(f"bench: {name} took {figure.seconds:.0f} s", flush=True)
    return figure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--only", default=",".join(FIGURES), help=f"some of {','.join(FIGURES)}")
    parser.add_argument("--into", type=Path, default=ROOT / "bench", help="where RESULTS.md and results.json go")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    facts = machine.describe()
    terraform_provider()  # else the first figure would measure how long that takes
    wanted = arguments.only.split(",")
    done: dict[str, Figure | str] = {}
    for stage in QUICK_STAGES if arguments.quick else STAGES:
        names = [name for name in stage if name in wanted]
        with ThreadPoolExecutor(len(stage)) as pool:
            done |= zip(names, pool.map(lambda name: measure(name, Scale(arguments.quick)), names), strict=True)
        # After each stage, so that whoever has no more time has what there is.
        write(arguments, facts, [done[name] for name in FIGURES if name in done], (time.monotonic() - begin) / 60)
    print(f"bench: {arguments.into / 'RESULTS.md'}")
    figures = [one for one in done.values() if isinstance(one, Figure)]
    broken = [promise for figure in figures for promise in figure.promises if promise.must and not promise.holds]
    for promise in broken:
        print(f"bench: broken: {promise.aim}: {promise.measured}", file=sys.stderr)
    return 1 if broken else 0


def write(arguments: argparse.Namespace, facts: dict[str, str], results: list[Figure | str], minutes: float) -> None:
    figures = [one for one in results if isinstance(one, Figure)]
    failed = [one for one in results if isinstance(one, str)]
    command = "make bench-quick" if arguments.quick else "make bench"
    arguments.into.mkdir(parents=True, exist_ok=True)
    (arguments.into / "RESULTS.md").write_text(report.markdown(figures, facts, command, minutes, failed))
    whole = {"machine": facts, "minutes": minutes, "failed": failed, "figures": [one.as_dict() for one in figures]}
    # What programs said may name where the project lies on this machine.
    said = json.dumps(whole, indent=1, allow_nan=False).replace(str(ROOT), ".")
    (arguments.into / "results.json").write_text(said + "\n")


if __name__ == "__main__":
    sys.exit(main())
