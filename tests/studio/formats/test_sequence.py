"""Numbered pictures."""

import numpy as np
from PIL import Image

from calcml.studio.formats.sequence import write
from tests.studio.formats.conftest import drawn_over, over


def test_every_frame_is_a_picture(film, usual, tmp_path):
    write(film.piece, tmp_path / "out", usual, lambda _: None)
    paths = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in paths] == [f"{number:04}.png" for number in range(1, 19)]
    for path, drawn in zip(paths, film.frames, strict=True):
        with Image.open(path) as picture:
            assert picture.mode == "RGB"
            assert np.array_equal(np.asarray(picture), drawn[..., :3])


def test_alpha_is_kept_straight(clear, usual, tmp_path):
    write(clear.piece, tmp_path / "out", usual, lambda _: None)
    for path, drawn in zip(sorted((tmp_path / "out").iterdir()), clear.frames, strict=True):
        with Image.open(path) as picture:
            found = np.asarray(picture)
        assert np.array_equal(found[..., 3], drawn[..., 3])
        for background in ((255, 255, 255), (0, 0, 0), (255, 0, 0)):
            apart = over(found, background) - drawn_over(drawn, background)
            assert np.abs(apart).max() <= 1
