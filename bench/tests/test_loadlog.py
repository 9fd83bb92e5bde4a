"""What a log of the load client says."""

import pytest
from bench import loadlog


def log(tmp_path, *lines):
    file = tmp_path / "load.csv"
    file.write_text("\n".join(lines))
    return loadlog.read(file)


def test_an_error_of_the_application_is_bad_and_one_of_the_load_balancer_is_lost(tmp_path):
    answers = log(
        tmp_path,
        "1000.0,1010.0,request,200,blue,1",
        "1020.0,1030.0,request,500,green,bad",
        "1040.0,1050.0,request,503,,",
        "1060.0,11060.0,request,0,,timed out",
    )

    assert [answer.is_lost for answer in answers] == [False, False, True, True]
    assert [answer.is_bad for answer in answers] == [False, True, False, False]
    assert loadlog.lost_per_million(answers) == 500_000


def test_the_gap_runs_from_one_good_answer_to_the_next_whatever_lies_between(tmp_path):
    answers = log(
        tmp_path,
        "1000.0,1000.0,request,200,blue,1",
        "1500.0,1500.0,request,503,,",
        "2000.0,2000.0,request,500,green,bad",
        "2500.0,4000.0,request,200,blue,1",
        "4100.0,4100.0,request,200,blue,1",
    )

    assert loadlog.longest_gap(answers) == pytest.approx(3.0)


def test_without_two_good_answers_the_gap_has_no_end(tmp_path):
    assert loadlog.longest_gap(log(tmp_path, "1000.0,1000.0,request,503,,")) is None


def test_a_rollback_lasts_from_the_first_bad_answer_to_the_last_of_the_same_side(tmp_path):
    answers = log(
        tmp_path,
        "900.0,950.0,request,200,green,bad",
        "1000.0,1000.0,request,500,green,bad",
        "2000.0,2000.0,request,200,blue,1",
        "3000.0,3500.0,request,200,green,bad",
        "4000.0,4000.0,request,200,blue,1",
    )

    assert loadlog.rollback_seconds(answers) == pytest.approx(2.5)


def test_without_a_bad_answer_nothing_was_rolled_back(tmp_path):
    assert loadlog.rollback_seconds(log(tmp_path, "1.0,2.0,request,200,blue,1")) is None


def test_a_line_that_is_not_finished_yet_is_left_out(tmp_path):
    assert len(log(tmp_path, "1.0,2.0,request,200,blue,1", "3.0,4.0,requ")) == 1
