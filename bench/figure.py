"""What a measurement gives to the report."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, asdict, dataclass, field
from typing import Any

from bench.arithmetic import median


@dataclass
class Table:
    caption: str
    columns: list[str]
    rows: list[list[str]]


@dataclass
class Promise:
    """Something this project promises. `aim` says what; one that must hold makes `make bench` fail when it does not. `of` names the ratio
    that it asks something of, if any."""

    aim: str
    measured: str
    holds: bool
    must: bool = False
    of: str = ""


@dataclass
class Ratio:
    """A median that another machine should give too, with the smallest and the largest single measurement of it."""

    what: str
    value: float
    low: float
    high: float

    @staticmethod
    def of(what: str, values: Sequence[float]) -> "Ratio":
        return Ratio(what, median(values), min(values), max(values))

    def agrees(self, other: "Ratio") -> bool:
        """Whether the stated ranges have a value in common."""
        return self.low <= other.high and other.low <= self.high


@dataclass
class Figure:
    """One figure of the report. `data` is everything measured, for the JSON; `not_run` says what is missing here and why."""

    title: str
    how: str
    tables: list[Table] = field(default_factory=list)
    _: KW_ONLY
    ratios: list[Ratio] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    data: Any = None
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    quick: bool

    def pick(self, full: Any, quick: Any) -> Any:
        return quick if self.quick else full
