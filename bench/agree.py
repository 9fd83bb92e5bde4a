"""`python -m bench.agree FIRST SECOND`: whether two reports (results.json) agree within what each says of its own spread.

Ratios agree when their ranges overlap. Promises agree when both held or both did not, or when the ratio that they ask something of agrees:
then what was asked lies within the spread. Ends with 1 when something disagrees.
"""

import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bench.figure import Promise, Ratio, Table
from bench.report import table

Report = Mapping[str, Any]


def rows(first: Report, second: Report) -> list[list[str]]:
    """What both measured: what it is, the first value, the second, whether they agree."""
    before, after = ratios(first), ratios(second)
    same = {what for what in before if what in after and before[what].agrees(after[what])}
    found = [[what, said(before[what]), said(after[what]), "yes" if what in same else "**no**"] for what in before if what in after]
    kept, again = promises(first), promises(second)
    return found + [[aim, kept[aim].measured, again[aim].measured, verdict(kept[aim], again[aim], same)] for aim in kept if aim in again]


def verdict(first: Promise, second: Promise, same: Collection[str]) -> str:
    if first.holds == second.holds:
        return "yes"
    return "yes, within the spread" if first.of in same else "**no**"


def ratios(report: Report) -> dict[str, Ratio]:
    return {one["what"]: Ratio(**one) for figure in report["figures"] for one in figure["ratios"]}


def promises(report: Report) -> dict[str, Promise]:
    return {one["aim"]: Promise(**one) for figure in report["figures"] for one in figure["promises"]}


def said(ratio: Ratio) -> str:
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def main(first: str, second: str) -> int:
    compared = rows(*(json.loads(Path(name).read_text()) for name in (first, second)))
    print("\n".join(table(Table("", ["", "first", "second", "agree"], compared))))
    if not compared:
        print("bench: the two reports have nothing in common", file=sys.stderr)
        return 1
    return int(any(row[-1] == "**no**" for row in compared))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
