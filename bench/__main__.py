"""`python -m bench [--quick] [--only lost,start] [--into FOLDER]`: measures and writes the report.

Ends with 1 only when something that this project must keep did not hold; whatever could not be measured stands in the report.
"""

import argparse
import importlib
import json
import sys
import time
import traceback
from pathlib import Path

from bench import machine, report
from bench.clouds import ROOT, WORK
from bench.figure import Figure, Scale

FIGURES = ("start", "engine", "balancer", "scale", "overhead", "at_once", "rollback", "lost")


def measure(name: str, scale: Scale) -> Figure:
    begin = time.monotonic()
    figure = importlib.import_module(f"bench.figures.{name}").measure(scale)
    figure.seconds = time.monotonic() - begin
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
    figures, failed = [], []
    for name in arguments.only.split(","):
        print(f"bench: {name} ...", flush=True)
        try:
            figures.append(measure(name, Scale(arguments.quick)))
            print(f"bench: {name} took {figures[-1].seconds:.0f} s", flush=True)
        except Exception as problem:  # noqa: BLE001 - the others go on, and the report says which one did not
            traceback.print_exc()
            failed.append(f"{name}: the measurement itself failed: {type(problem).__name__}: {problem}")
    minutes = (time.monotonic() - begin) / 60
    arguments.into.mkdir(parents=True, exist_ok=True)
    command = "make bench-quick" if arguments.quick else "make bench"
    text = report.markdown(figures, facts, command, minutes, failed)
    (arguments.into / "RESULTS.md").write_text(text)
    whole = {"machine": facts, "minutes": minutes, "failed": failed, "figures": [one.as_dict() for one in figures]}
    (arguments.into / "results.json").write_text(json.dumps(whole, indent=1) + "\n")
    print(f"bench: {arguments.into / 'RESULTS.md'}")
    broken = [promise for figure in figures for promise in figure.promises if promise.must and not promise.holds]
    for promise in broken:
        print(f"bench: broken: {promise.aim}: {promise.measured}", file=sys.stderr)
    return 1 if broken or failed else 0


if __name__ == "__main__":
    sys.exit(main())
