"""What the load client wrote down, and what it says about a deployment. Pure but for reading the file."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.arithmetic import per_million


@dataclass(frozen=True)
class Answer:
    """One request: the seconds since 1970 at which it was due and over, status 0 when there was no answer."""

    due: float
    over: float
    status: int
    colour: str

    @property
    def is_lost(self) -> bool:
        """No answer, or one that the load balancer made up because no application gave it one."""
        return self.status == 0 or (self.status >= 500 and not self.colour)

    @property
    def is_bad(self) -> bool:
        """An application's own error."""
        return self.status >= 500 and bool(self.colour)


def read(file: Path) -> list[Answer]:
    """All answers in the order in which they were over; a half-written last line is left out."""
    answers = []
    for line in file.read_text().splitlines():
        parts = line.split(",")
        if len(parts) == 6:
            answers.append(Answer(float(parts[0]) / 1000, float(parts[1]) / 1000, int(parts[3]), parts[4]))
    return sorted(answers, key=lambda answer: answer.over)


def lost_per_million(answers: Sequence[Answer]) -> float:
    return per_million(sum(answer.is_lost for answer in answers), len(answers))


def longest_gap(answers: Sequence[Answer]) -> float | None:
    """The longest time in seconds in which no request was answered well; None if that has no end."""
    good = [answer.over for answer in answers if not answer.is_lost and not answer.is_bad]
    return max((after - before for before, after in itertools.pairwise(good)), default=None)


def rollback_seconds(answers: Sequence[Answer]) -> float | None:
    """From the first bad answer to the last request that the same side answered; None if no answer was bad."""
    first = next((answer for answer in answers if answer.is_bad), None)
    if first is None:
        return None
    return max(answer.over for answer in answers if answer.colour == first.colour) - first.over
