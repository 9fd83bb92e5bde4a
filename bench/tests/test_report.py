"""What stands in RESULTS.md."""

from bench.figure import Figure, Promise, Ratio, Table
from bench.registry import ALL, POLICIES
from bench.report import markdown


def written(*figures, failed=()):
    return markdown(figures, {"CPU": "two"}, "make bench", 12.34, failed)


def test_aims_come_first_and_say_plainly_what_was_missed():
    figure = Figure("Speed", "How.", promises=[Promise("fast", "0.8", False), Promise("right", "1", True)])

    text = written(figure)

    assert "| fast | 0.8 | **no** |" in text
    assert "| right | 1 | yes |" in text
    assert text.index("## Aims") < text.index("## 1. Speed")


def test_ratios_stand_before_the_figures_with_their_range():
    text = written(Figure("Speed", "How.", ratios=[Ratio.of("ours / theirs", [1.2, 1.0, 1.1])]))

    assert "| ours / theirs | 1.10 | 1.00 to 1.20 |" in text
    assert text.index("## Ratios") < text.index("## 1. Speed")


def test_a_table_has_its_caption_and_its_cells_are_kept_apart():
    text = written(Figure("Speed", "How.", [Table("By size", ["size", "cost"], [["1", "a|b"]])]))

    assert "**By size**\n\n| size | cost |\n| --- | --- |\n| 1 | a\\|b |" in text


def test_what_did_not_run_is_named_with_its_reason():
    text = written(Figure("Speed", "How.", not_run=["nginx: it is missing"]), failed=["scale: it broke"])

    assert "## Not measured\n\n- nginx: it is missing\n- scale: it broke\n" in text


def test_contenders_have_different_names_and_policies_are_called_so():
    assert len({one.name for one in ALL}) == len(ALL)
    assert all("(policy)" in one.title for one in ALL if one.name in POLICIES)
    assert all(POLICIES[name]["source"] for name in POLICIES if name != "about")
