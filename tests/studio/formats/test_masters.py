"""Clips of which nothing may be lost: each pixel of each frame, whoever joined or cut them."""

import dataclasses
import itertools

import numpy as np
import pytest

from calcml.studio.clips import check_clip
from calcml.studio.excerpts import excerpt
from calcml.studio.formats.stretches import stretches
from calcml.studio.problems import StudioError
from tests.studio.formats.conftest import FPS, HEIGHT, SECOND, STANDS, WIDTH, decoded


@pytest.mark.parametrize(("name", "form", "order"), [
    ("film", "rgb24", [0, 1, 2]),
    ("clear", "argb", [3, 0, 1, 2]),
])  # fmt: skip
def test_a_joined_clip_has_every_pixel_of_every_frame(request, name, form, order):
    film = request.getfixturevalue(name)
    check_clip(film.piece.clip, frames=len(film.frames), fps=FPS, size=(WIDTH, HEIGHT))
    found = decoded(film.piece.clip, form)
    assert len(found) == len(film.frames) == 18
    for shown, drawn in zip(found, film.frames, strict=True):
        assert np.array_equal(shown, drawn[..., order])


def test_a_beat_can_be_cut_out(film, tmp_path):
    excerpt(film.piece.clip, SECOND, film.piece.end, tmp_path / "cut.mov")
    found = decoded(tmp_path / "cut.mov", "rgb24")
    assert np.array_equal(found, [frame[..., :3] for frame in film.frames[SECOND:]])


@pytest.mark.parametrize("name", ["film", "clear"])
def test_stretches_are_the_pictures_and_how_long_they_stand(request, name):
    film = request.getfixturevalue(name)
    found = list(stretches(film.piece))
    assert tuple(each.frames for each in found) == STANDS
    assert [each.start for each in found] == [0, 4, 5, 6, 9, 10, 11, 12]
    for each in found:
        assert np.array_equal(each.pixels, film.frames[each.start])


def test_the_stretches_of_a_beat_are_those_of_the_whole(film):
    beat = dataclasses.replace(film.piece, starts=(SECOND,))
    found, whole = list(stretches(beat)), list(stretches(film.piece))[3:]
    assert [each.start for each in found] == [each.start - SECOND for each in whole]
    assert all(np.array_equal(a.pixels, b.pixels) for a, b in zip(found, whole, strict=True))


@pytest.mark.parametrize("every", [2, 3, 4, 7, 50])
def test_with_fewer_pictures_it_lasts_as_long_and_ends_alike(film, every):
    found = list(stretches(film.piece, every=every))
    assert sum(each.frames for each in found) == film.piece.frames
    assert np.array_equal(found[-1].pixels, film.frames[-1])


def test_smaller_pictures_that_look_alike_are_one(film):
    small = list(stretches(film.piece, width=4))
    assert {each.pixels.shape for each in small} == {(3, 4, 4)}
    assert all(np.any(a.pixels != b.pixels) for a, b in itertools.pairwise(small))
    assert sum(each.frames for each in small) == film.piece.frames


def test_a_clip_that_ends_too_early_is_refused(film):
    longer = dataclasses.replace(film.piece, end=film.piece.end + 5)
    with pytest.raises(StudioError, match=r"Film\.mov has 18 of the 23 frames wanted"):
        list(stretches(longer))
