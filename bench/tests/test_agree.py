"""Whether two reports agree."""

import json

from bench import agree
from bench.figure import Figure, Promise, Ratio


def report(values, holds=True, of=""):
    figure = Figure("Speed", "How.", ratios=[Ratio.of("ours / theirs", values)], promises=[Promise("fast", "1", holds, of=of)])
    return {"figures": [figure.as_dict()]}


def write(folder, name, one):
    file = folder / name
    file.write_text(json.dumps(one))
    return str(file)


def test_ratios_whose_ranges_overlap_agree():
    assert agree.rows(report([1.0, 1.1, 1.2]), report([1.15, 1.3]))[0] == [
        "ours / theirs",
        "1.10 (1.00 to 1.20)",
        "1.23 (1.15 to 1.30)",
        "yes",
    ]


def test_ratios_apart_from_each_other_disagree(tmp_path):
    files = [write(tmp_path, "a.json", report([1.0, 1.1])), write(tmp_path, "b.json", report([1.2, 1.3]))]

    assert agree.main(*files) == 1


def test_a_promise_that_held_only_once_is_a_disagreement(tmp_path):
    files = [write(tmp_path, "a.json", report([1.0])), write(tmp_path, "b.json", report([1.0], holds=False))]

    assert agree.main(*files) == 1


def test_a_promise_about_a_ratio_may_hold_once_where_the_ratios_agree_and_only_there():
    held, broken = report([1.0, 1.2], of="ours / theirs"), report([1.1, 1.3], holds=False, of="ours / theirs")
    elsewhere = report([1.3, 1.4], holds=False, of="ours / theirs")

    assert agree.rows(held, broken)[1][-1] == "yes, within the spread"
    assert agree.rows(held, elsewhere)[1][-1] == "**no**"


def test_two_reports_of_the_same_agree(tmp_path):
    files = [write(tmp_path, "a.json", report([1.0])), write(tmp_path, "b.json", report([1.0]))]

    assert agree.main(*files) == 0


def test_reports_with_nothing_in_common_do_not_agree(tmp_path):
    files = [write(tmp_path, "a.json", report([1.0])), write(tmp_path, "b.json", {"figures": []})]

    assert agree.main(*files) == 1
