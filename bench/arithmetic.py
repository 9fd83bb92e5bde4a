"""The report's arithmetic. Pure."""

import math
import statistics
from collections.abc import Iterable, Sequence


def median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    if not ordered:
        raise ValueError("the median of nothing was asked for")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("a percentile of nothing was asked for")
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def spread(values: Sequence[float]) -> float:
    """Half of the distance between the smallest and the largest value, as a part of the median; 0 for a single value."""
    middle = median(values)
    return (max(values) - min(values)) / 2 / middle if middle else 0.0


# What Student's distribution gives for 95 % with two to ten measurements.
STUDENT = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Between what the mean of very many such measurements lies, 95 times of 100. Up to ten; a single one says nothing of its spread."""
    mean = statistics.mean(values)
    if len(values) == 1:
        return mean, mean
    reach = STUDENT[len(values) - 2] * statistics.stdev(values) / math.sqrt(len(values))
    return mean - reach, mean + reach


def per_million(part: int, whole: int) -> float:
    return part * 1e6 / whole if whole else 0.0


def is_share_fair(hits: int, total: int, share: float, deviations: float = 5.0) -> bool:
    """Whether a weighted draw of each request may have given this: within so many standard deviations."""
    return abs(hits - total * share) <= deviations * math.sqrt(total * share * (1 - share))


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The slope of log cost over log size by least squares: 1 = grows in proportion, 0 = does not grow."""
    points = [(math.log(size), math.log(cost)) for size, cost in zip(sizes, costs, strict=True) if cost > 0]
    if len(points) < 2:
        raise ValueError("a slope needs two sizes with a cost")
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
