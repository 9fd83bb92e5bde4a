"""The report's arithmetic. Pure."""

import math
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
