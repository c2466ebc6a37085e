"""Second opinions are asked in a process of their own, and their silence is told."""

import math
from pathlib import Path
from types import SimpleNamespace

import mpmath as mp
import pytest

from calcml.lessons.entries import Ledger, number, significant
from calcml.oracles import Opinion
from calcml.studio.problems import StudioError
from calcml.studio.references import LessonReference
from calcml.studio.review import opinions

LESSON = """
import time

class Half:
    ledger = {}
    def __init__(self, seconds=0.0):
        print("a lesson may print")
        time.sleep(seconds)

class Broken:
    def __init__(self):
        raise RuntimeError("no half is to be had")
"""


def reference(folder: Path, attribute: str, **arguments: object) -> LessonReference:
    (folder / "halves_of_mine.py").write_text(LESSON)
    return LessonReference(
        module="halves_of_mine", attribute=attribute, folder=folder, arguments=arguments
    )


@pytest.mark.slow
def test_a_lesson_of_ones_own_has_no_second_opinions(tmp_path):
    assert opinions.opinions_of(reference(tmp_path, "Half")) == {}


@pytest.mark.slow
def test_a_lesson_that_breaks_is_told_in_one_line(tmp_path):
    with pytest.raises(StudioError, match=r"do not answer: RuntimeError: no half is to be had"):
        opinions.opinions_of(reference(tmp_path, "Broken"))


@pytest.mark.slow
def test_nobody_waits_for_ever(tmp_path):
    with pytest.raises(StudioError, match=r"take longer than 3 s"):
        opinions.opinions_of(reference(tmp_path, "Half", seconds=60.0), patience=3)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (mp.mpf(3) / 2, "1.5"),
        (mp.mpf(6), "6"),
        (mp.inf, "∞"),
        (-mp.inf, "−∞"),
        (True, "True"),
        ("tried at 8 points", "tried at 8 points"),
    ],
)
def test_an_opinion_is_written_as_it_is_said(monkeypatch, value, told):
    (row,) = asked(monkeypatch, value)
    assert row["value"] == told


def test_agreement_is_that_of_the_oracles(monkeypatch):
    with mp.workdps(30):
        (same,) = asked(monkeypatch, mp.sqrt(2))
        (other,) = asked(monkeypatch, mp.mpf("1.4142"))
    assert same["agrees"]
    assert not other["agrees"]
    assert other["distance"] == pytest.approx(math.sqrt(2) - 1.4142, rel=1e-6)


def asked(monkeypatch, value):
    entry = number(
        "root", "x", math.sqrt(2), formula="", source="", style=significant(3), bound=1e-15
    )
    monkeypatch.setattr(
        opinions, "second_opinions", lambda _: {"root": Opinion(value, "by hand", 1e-20)}
    )
    return list(opinions.told_opinions(SimpleNamespace(ledger=Ledger([entry]))))
