"""What counts as taken back, and for how long users met it."""

from bench.figures.rollback import figure_of
from bench.registry import ALL, OURS

ANSIBLE = next(one for one in ALL if one.name == "ansible")


def result(contender, code, rollback):
    return {"contender": contender.name, "code": code, "rollback": rollback, "bad": 3, "lost": 0, "bound": 72.0, "output": "it said"}


def test_a_release_taken_back_before_any_user_met_it_was_met_for_no_time():
    figure = figure_of([OURS], [result(OURS, 1, None), result(OURS, 1, 4.0)])

    assert figure.tables[0].rows[0][1:5] == ["2.0 s", "4.0 s", "4.0 s", "2 of 2"]
    assert all(promise.holds for promise in figure.promises)


def test_ours_is_a_part_of_theirs_even_if_no_user_met_it():
    figure = figure_of([OURS, ANSIBLE], [result(OURS, 1, None), result(OURS, 1, 3.0), result(ANSIBLE, 2, 100.0), result(ANSIBLE, 2, 50.0)])

    (ratio,) = figure.ratios
    assert (ratio.value, ratio.low, ratio.high) == (0.02, 0.0, 0.06)


def test_a_deployment_that_is_not_taken_back_breaks_the_promise():
    figure = figure_of([OURS], [result(OURS, 0, None), result(OURS, 1, 4.0)])

    assert not figure.promises[0].holds


def test_a_playbook_says_by_another_code_that_it_went_back():
    figure = figure_of([OURS, ANSIBLE], [result(OURS, 1, 4.0), result(ANSIBLE, 2, 120.0)])

    assert figure.tables[0].rows[1][1] == "120.0 s"
    assert not figure.notes
