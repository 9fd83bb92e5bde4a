"""What a measurement gives to the report."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Table:
    caption: str
    columns: list[str]
    rows: list[list[str]]


@dataclass
class Promise:
    """Something this project promises. `aim` says what; one that must hold makes `make bench` fail when it does not."""

    aim: str
    measured: str
    holds: bool
    must: bool = False


@dataclass
class Figure:
    """One figure of the report. `data` is everything measured, for the JSON; `not_run` says what is missing here and why."""

    title: str
    how: str
    tables: list[Table] = field(default_factory=list)
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
