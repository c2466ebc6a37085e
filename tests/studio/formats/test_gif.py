"""GIF as other programs read it."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from calcml.studio.formats import gif
from calcml.studio.formats.gif import write
from calcml.studio.formats.kinds import Settings
from calcml.studio.formats.palettes import palette_of
from tests.studio.formats.conftest import FPS, STANDS


def read(path):
    """Return all pictures and their delays in milliseconds, as Pillow shows them."""
    with Image.open(path) as film:
        shown, spans = [], []
        for number in range(film.n_frames):
            film.seek(number)
            shown.append(np.asarray(film.convert("RGB")).copy())
            spans.append(film.info["duration"])
        return shown, spans, film.info.get("loop")


def test_it_lasts_as_long_and_repeated_frames_are_one(film, usual, tmp_path):
    write(film.piece, tmp_path / "a.gif", usual, lambda _: None)
    _, spans, _ = read(tmp_path / "a.gif")
    assert len(spans) == len(STANDS)
    assert sum(spans) == round(100 * film.piece.frames / FPS) * 10
    assert min(spans) >= 20
    ends = np.cumsum(spans) / 1000
    assert np.abs(ends - np.cumsum(STANDS) / FPS).max() <= 0.005 + 1e-9


def test_pictures_of_few_colours_are_exact(film, usual, tmp_path):
    tones = {tuple(tone) for frame in film.frames for tone in frame[..., :3].reshape(-1, 3)}
    assert len(tones) <= 255
    write(film.piece, tmp_path / "a.gif", usual, lambda _: None)
    shown, _, _ = read(tmp_path / "a.gif")
    starts = np.cumsum((0, *STANDS[:-1]))
    for picture, start in zip(shown, starts, strict=True):
        assert np.array_equal(picture, film.frames[start][..., :3])


def test_of_a_fast_film_only_some_pictures_are_shown(film, usual, tmp_path, monkeypatch):
    monkeypatch.setattr(gif, "FASTEST", 6)  # of 15 a second, every third: five
    write(film.piece, tmp_path / "a.gif", usual, lambda _: None)
    shown, spans, _ = read(tmp_path / "a.gif")
    assert sum(spans) == 1200
    assert min(spans) == 200
    assert np.array_equal(shown[0], film.frames[2][..., :3])
    assert np.array_equal(shown[-1], film.frames[-1][..., :3])


@pytest.mark.parametrize(("settings", "loops", "expected"), [
    (Settings(), False, None),
    (Settings(), True, 0),
    (Settings(loop=True), False, 0),
    (Settings(loop=False), True, None),
])  # fmt: skip
def test_it_plays_once_or_forever(film, tmp_path, settings, loops, expected):
    piece = dataclasses.replace(film.piece, loops=loops)
    write(piece, tmp_path / "a.gif", settings, lambda _: None)
    assert read(tmp_path / "a.gif")[2] == expected


def test_it_is_as_wide_as_wanted(film, tmp_path):
    write(film.piece, tmp_path / "a.gif", Settings(width=48), lambda _: None)
    with Image.open(tmp_path / "a.gif") as small:
        assert small.size == (48, 32)


def test_a_delay_longer_than_one_can_say_is_said_by_several(film, usual, tmp_path, monkeypatch):
    monkeypatch.setattr(gif, "LONGEST", 25)
    write(film.piece, tmp_path / "a.gif", usual, lambda _: None)
    shown, spans, _ = read(tmp_path / "a.gif")
    assert max(spans) <= 250
    assert sum(spans) == round(100 * film.piece.frames / FPS) * 10
    assert np.array_equal(shown[-1], film.frames[-1][..., :3])


def test_flat_colours_survive_among_thousands_of_tones():
    rng = np.random.default_rng(3)
    pixels = np.full((200, 200, 4), 255, dtype=np.uint8)
    pixels[:, :120, :3] = (17, 19, 24)
    pixels[:100, 120:150, :3] = (240, 120, 30)
    pixels[:, 150:, :3] = rng.integers(0, 256, (200, 50, 3))
    palette = palette_of([pixels], 255)
    assert len(palette.colours) <= 255
    shown = palette.colours[palette.places(pixels)]
    flat = np.s_[:, :120], np.s_[:100, 120:150]
    assert all(np.array_equal(shown[part], pixels[part][..., :3]) for part in flat)
    apart = np.linalg.norm(shown[:, 150:] - pixels[:, 150:, :3].astype(int), axis=2)
    assert np.median(apart) < 35  # 242 cells of a cube of 256 have an edge of 41


def test_each_pixel_gets_the_nearest_colour():
    rng = np.random.default_rng(5)
    pixels = np.full((40, 40, 4), 255, dtype=np.uint8)
    pixels[..., :3] = rng.integers(0, 256, (40, 40, 3))
    palette = palette_of([pixels], 16)
    apart = ((pixels[..., None, :3].astype(int) - palette.colours) ** 2).sum(axis=-1)
    chosen = np.take_along_axis(apart, palette.places(pixels)[..., None].astype(int), axis=-1)
    assert np.array_equal(chosen[..., 0], apart.min(axis=-1))
