"""The report's arithmetic, on numbers that can be worked out by hand."""

import math
import random

import pytest
from bench import arithmetic


def test_median_of_an_even_number_lies_between_the_two_in_the_middle():
    assert arithmetic.median([4, 1, 3, 2]) == 2.5
    assert arithmetic.median([9, 1, 5]) == 5


def test_nothing_has_no_median_and_no_percentile():
    with pytest.raises(ValueError):
        arithmetic.median([])
    with pytest.raises(ValueError):
        arithmetic.percentile([], 99)


def test_percentile_is_a_value_that_was_measured():
    assert arithmetic.percentile(range(1, 101), 99) == 99
    assert arithmetic.percentile(range(1, 51), 99) == 50
    assert arithmetic.percentile([7], 50) == 7


def test_spread_is_half_of_the_range_as_a_part_of_the_median():
    assert arithmetic.spread([9, 10, 12]) == pytest.approx(0.15)
    assert arithmetic.spread([5]) == 0


def test_the_interval_of_three_measurements_is_that_of_the_tables():
    low, high = arithmetic.interval([1, 2, 3])
    assert (low, high) == (pytest.approx(2 - 2.48, abs=0.01), pytest.approx(2 + 2.48, abs=0.01))
    assert arithmetic.interval([7]) == (7, 7)


def test_the_interval_of_measurements_with_a_known_mean_nearly_always_holds_it():
    draw = random.Random(1)
    intervals = [arithmetic.interval([draw.gauss(10, 2) for _ in range(3)]) for _ in range(4000)]
    assert sum(low <= 10 <= high for low, high in intervals) / 4000 == pytest.approx(0.95, abs=0.015)


def test_failures_per_million():
    assert arithmetic.per_million(3, 1500) == 2000
    assert arithmetic.per_million(0, 0) == 0


def test_a_share_is_fair_within_five_deviations():
    deviation = math.sqrt(10_000 * 0.1 * 0.9)
    assert arithmetic.is_share_fair(1000 + int(4.9 * deviation), 10_000, 0.1)
    assert not arithmetic.is_share_fair(1000 + int(5.1 * deviation), 10_000, 0.1)
    assert not arithmetic.is_share_fair(3000, 10_000, 0.1)


def test_the_exponent_tells_proportion_from_squares_and_from_constants():
    sizes = [1, 10, 100, 1000]
    assert arithmetic.exponent(sizes, [3 * size for size in sizes]) == pytest.approx(1)
    assert arithmetic.exponent(sizes, [size**2 for size in sizes]) == pytest.approx(2)
    assert arithmetic.exponent(sizes, [5, 5, 5, 5]) == pytest.approx(0)
