"""RESULTS.md out of figures. Pure."""

from collections.abc import Mapping, Sequence

from bench.figure import Figure, Promise, Ratio, Table


def markdown(figures: Sequence[Figure], machine: Mapping[str, str], command: str, minutes: float, failed: Sequence[str]) -> str:
    lines = [
        "# Measured against what people would use instead",
        "",
        f"Written by `{command}` in {minutes:.1f} minutes; everything measured is in the JSON file beside it. Ratios hold from"
        " machine to machine, absolute figures do not.",
        "",
        *table(Table("", ["Measured on", ""], [[name, value] for name, value in machine.items()])),
        "## Aims",
        "",
        *aims([promise for figure in figures for promise in figure.promises]),
        *ratios([ratio for figure in figures for ratio in figure.ratios]),
    ]
    for number, figure in enumerate(figures, 1):
        lines += section(number, figure)
    lines += ["## Not measured", ""]
    lines += [f"- {reason}" for figure in figures for reason in figure.not_run] + [f"- {reason}" for reason in failed]
    return "\n".join(lines).rstrip() + "\n"


def aims(promises: Sequence[Promise]) -> list[str]:
    rows = [[promise.aim, promise.measured, "yes" if promise.holds else "**no**"] for promise in promises]
    return table(Table("", ["Aim", "Measured", "Met"], rows))


def ratios(all_of_them: Sequence[Ratio]) -> list[str]:
    if not all_of_them:
        return []
    rows = [[one.what, f"{one.value:.2f}", f"{one.low:.2f} to {one.high:.2f}"] for one in all_of_them]
    head = ["## Ratios", "", "The median of each, and the range of its single measurements, or what its section says instead.", ""]
    return [*head, *table(Table("", ["Ratio", "Median", "Range"], rows))]


def section(number: int, figure: Figure) -> list[str]:
    lines = [f"## {number}. {figure.title}", "", figure.how, ""]
    for one in figure.tables:
        lines += table(one)
    lines += [f"- {note}" for note in figure.notes]
    return [*lines, ""] if figure.notes else lines


def table(one: Table) -> list[str]:
    if not one.rows:
        return []
    lines = [f"**{one.caption}**", ""] if one.caption else []
    lines += [row(one.columns), row(["---"] * len(one.columns))]
    return [*lines, *(row(cells) for cells in one.rows), ""]


def row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
