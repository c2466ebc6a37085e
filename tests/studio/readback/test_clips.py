"""Clips that tell the truth pass: every number is read, every mark stands in its place."""

import shutil
from pathlib import Path

import pytest

from calcml.studio.readback import film_of, read_back
from tests.studio.readback.encoded_lies import by_other_weights, planes_of, rewritten
from tests.studio.readback.filming import described_anew, sidecar_of
from tests.studio.readback.mutant import verdict_on
from tests.studio.readback.trial import TrialLesson

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("trial")]
SHAPES = {"dot", "ring", "line", "arrow", "field"}


@pytest.mark.parametrize("name", ["right", "light"])
def test_a_small_clip_is_read_to_the_last_number(name, request):
    report = verdict_on(request.getfixturevalue(name))
    assert report.passed, report.failed
    assert set(report.on_screen) == set(TrialLesson().ledger)
    assert report.read() == set(report.on_screen)
    assert not report.unread
    assert {reading.kind for reading in report.readings} == SHAPES | {"text", "frames", "ledger"}
    assert 0 < report.worst("px") <= 0.75


def test_a_large_clip_is_read_to_half_a_pixel(large):
    report = read_back(film_of(large), sidecar_of(large), chances=1)
    assert report.passed, report.failed
    assert {reading.tolerance for reading in report.readings if reading.unit == "px"} == {0.5}
    assert report.read() == set(report.on_screen)
    assert 0 < report.worst("px") <= 0.5


def test_what_is_right_is_read_whatever_is_said_to_pass_over_it(right):
    sidecar = sidecar_of(right)
    whole = [[0, 0, sidecar["width"], sidecar["height"]]]
    for thing in (*sidecar["screen"]["texts"], *sidecar["screen"]["marks"]):
        thing["passing"] = [{"frame": frame, "boxes": whole} for frame in range(sidecar["frames"])]
    report = read_back(film_of(right), sidecar, chances=2)
    assert report.passed, report.failed
    assert not report.unread


def test_what_no_text_shows_is_told(large):
    # The clip ends before the beat in which the height is shown.
    report = read_back(film_of(large), sidecar_of(large), chances=0)
    assert [(one.kind, one.name) for one in report.unread] == [("entry", "height")]
    assert report.unread[0].reason == "no text shows it"


def test_other_frames_are_looked_at_with_another_seed_and_found_right(right):
    film, sidecar = film_of(right), sidecar_of(right)
    frames = []
    for seed in ("monday", "tuesday", "monday"):
        report = read_back(film, sidecar, chances=3, seed=seed)
        assert report.passed, report.failed
        frames.append([(one.kind, one.name, one.frame) for one in report.readings])
    assert frames[0] == frames[2] != frames[1]


def test_numbers_are_read_in_colours_of_another_standard(right, tmp_path):
    # A conversion by BT.601 shifts tints, and brightness by less: texts are read by brightness.
    clip = tmp_path / right.name
    rewritten([by_other_weights(planes) for planes in planes_of(right)], clip)
    described_anew(clip, sidecar_of(right))
    report = verdict_on(clip)
    texts = [reading for reading in report.readings if reading.kind == "text"]
    assert texts
    assert all(reading.passed for reading in texts)
    assert report.read() == set(report.on_screen)


def test_a_clip_that_was_encoded_once_more_passes_but_for_its_digest(right, tmp_path):
    clip = tmp_path / right.name
    rewritten(planes_of(right), clip)
    shutil.copyfile(right.with_suffix(".json"), clip.with_suffix(".json"))
    assert [one.name for one in verdict_on(clip).failed] == ["file"]
    described_anew(clip, sidecar_of(right))
    assert verdict_on(clip).passed


def test_a_scene_in_a_longer_film_is_read_from_its_first_frame(right, tmp_path):
    film = tmp_path / "both.mp4"
    planes, sidecar = planes_of(right), sidecar_of(right)
    rewritten([*planes, *planes], film)
    second = read_back(film_of(film), sidecar, start=len(planes), chances=1)
    assert second.passed, second.failed
    first = read_back(film_of(film), sidecar, alone=False, chances=1)
    assert first.passed, first.failed
    alone = read_back(film_of(film), sidecar, chances=0)
    assert [one.note for one in alone.failed] == ["there are more frames"]


def test_a_film_is_decoded_only_as_far_as_it_goes(right: Path):
    film = film_of(right)
    assert len(film.times) == sidecar_of(right)["frames"]
    numbers = [number for number, _ in film.pictures([0, 20, 40])]
    assert numbers == [0, 20, 40]
