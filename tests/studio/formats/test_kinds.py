"""What each format can do, and what is said when it cannot."""

import pytest

from calcml.studio.formats.kinds import FORMATS, Settings
from calcml.studio.problems import StudioError

ALPHA = {"webm", "webp", "png", "png-sequence"}


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_a_format_without_an_alpha_names_those_with_one(kind):
    if kind in ALPHA:
        FORMATS[kind].require(Settings(), transparent=True)
        return
    with pytest.raises(StudioError, match=r"use --format webm .* webp .* or png-sequence"):
        FORMATS[kind].require(Settings(), transparent=True)


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {"gif", "webp"}))
@pytest.mark.parametrize("settings", [Settings(width=300), Settings(loop=True)])
def test_settings_without_a_meaning_are_refused(kind, settings):
    with pytest.raises(StudioError, match="belongs to --format gif or webp"):
        FORMATS[kind].require(settings, transparent=False)


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_moving_pictures_take_a_width_and_loop(kind):
    FORMATS[kind].require(Settings(width=300, loop=True), transparent=False)


def test_the_snippet_of_a_video_may_say_that_it_loops():
    FORMATS["webm"].require(Settings(loop=True, embedded=True), transparent=False)


def test_no_slide_plays_a_folder():
    with pytest.raises(StudioError, match="no slide plays it: use --embed with"):
        FORMATS["png-sequence"].require(Settings(embedded=True), transparent=False)
