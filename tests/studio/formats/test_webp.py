"""WebP as other programs read it."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from calcml.studio.formats.kinds import Settings
from calcml.studio.formats.webp import write
from tests.studio.formats.conftest import FPS, STANDS, drawn_over, over


def read(path):
    with Image.open(path) as film:
        shown, spans = [], []
        for number in range(film.n_frames):
            film.seek(number)
            film.load()
            spans.append(film.info["duration"])
            shown.append(np.asarray(film.convert("RGBA")).copy())
        return shown, spans, film.info["loop"]


def test_it_has_every_pixel_and_repeated_frames_are_one(film, usual, tmp_path):
    write(film.piece, tmp_path / "a.webp", usual, lambda _: None)
    shown, spans, loop = read(tmp_path / "a.webp")
    starts = np.cumsum((0, *STANDS[:-1]))
    assert np.array_equal(shown, [film.frames[start] for start in starts])
    assert sum(spans) == round(1000 * film.piece.frames / FPS)
    assert loop == 1


@pytest.mark.parametrize("background", [(255, 255, 255), (0, 0, 0), (255, 0, 0)])
def test_it_looks_on_any_background_as_if_it_had_been_drawn_there(
    clear, usual, tmp_path, background
):
    write(clear.piece, tmp_path / "a.webp", usual, lambda _: None)
    shown, _, _ = read(tmp_path / "a.webp")
    for picture, start in zip(shown, np.cumsum((0, *STANDS[:-1])), strict=True):
        expected = drawn_over(clear.frames[start], background)
        assert np.abs(over(picture, background) - expected).max() <= 1


def test_it_plays_forever_where_that_is_wanted(film, tmp_path):
    write(film.piece, tmp_path / "a.webp", Settings(loop=True), lambda _: None)
    assert read(tmp_path / "a.webp")[2] == 0


def test_one_picture_is_a_film_too(film, usual, tmp_path):
    still = dataclasses.replace(film.piece, starts=(12,))
    write(still, tmp_path / "a.webp", usual, lambda _: None)
    with Image.open(tmp_path / "a.webp") as picture:
        assert np.array_equal(np.asarray(picture.convert("RGBA")), film.frames[-1])
