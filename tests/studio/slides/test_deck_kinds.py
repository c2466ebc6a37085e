"""What a deck can be written as, and which settings go with it."""

import importlib.util
from pathlib import Path

import pytest

from calcml.studio.problems import StudioError
from calcml.studio.slides.kinds import KINDS, Settings


@pytest.mark.parametrize(
    ("kind", "settings", "message"),
    [
        ("pptx", Settings(one_file=True), "--one-file belongs to --to html"),
        ("pdf", Settings(one_file=True), "--one-file belongs to --to html"),
        ("html", Settings(template=Path("a.pptx")), "--template belongs to --to pptx"),
        ("pdf", Settings(template=Path("a.pptx")), "--template belongs to --to pptx"),
    ],
)
def test_settings_of_another_kind_are_refused(kind, settings, message):
    with pytest.raises(StudioError) as caught:
        KINDS[kind].require(settings)
    assert str(caught.value) == message


def test_a_library_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(StudioError) as caught:
        KINDS["html"].require(Settings())
    assert str(caught.value) == (
        "sphinx-revealjs is not installed: pip install 'calcml[slides]', or make setup"
    )


def test_html_takes_what_belongs_to_it():
    KINDS["html"].require(Settings())
    KINDS["html"].require(Settings(one_file=True))


def test_results_are_named_by_what_they_are():
    assert KINDS["html"].named("lecture", Settings()) == "lecture"
    assert KINDS["html"].named("lecture", Settings(one_file=True)) == "lecture.html"
    assert KINDS["pptx"].named("lecture", Settings()) == "lecture.pptx"
    assert KINDS["pdf"].named("lecture", Settings()) == "lecture.pdf"
