"""The square that grows: the slide's algebra as areas, for any side and step."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.symbols import h, x
from calcml.lessons.derivative import SquareDerivativeAlgebra
from calcml.lessons.derivative.square_picture import SquarePicture

SIDES = (3, 2, "7/3", 4)


@pytest.fixture(scope="module", params=SIDES)
def lesson(request):
    return SquareDerivativeAlgebra(side=sp.sympify(request.param))


def shown(lesson, key):
    return [lesson.ledger[f"{key}.{i}"].shown for i in range(3)]


def area(outline):
    """Return the area inside a closed outline, by the shoelace formula."""
    (x0, y0), (x1, y1) = outline[:-1].T, outline[1:].T
    return abs(float((x0 * y1 - x1 * y0).sum())) / 2


def test_the_square_of_three_has_the_slopes_of_the_secants():
    lesson = SquareDerivativeAlgebra()
    assert shown(lesson, "step") == ["1", "0.1", "0.01"]
    assert shown(lesson, "strips") == ["6", "0.6", "0.06"]
    assert shown(lesson, "corner") == ["1", "0.01", "0.0001"]
    assert shown(lesson, "length") == ["7", "6.1", "6.01"]
    assert lesson.ledger["derivative"].shown == "2x"


def test_strips_and_corner_are_what_the_square_gains(lesson):
    for i in range(3):
        step, strips, corner, length = (
            lesson.ledger[f"{key}.{i}"].exact for key in ("step", "strips", "corner", "length")
        )
        assert strips + corner == sp.expand((lesson.side + step) ** 2 - lesson.side**2)
        assert length * step == strips + corner
        assert length - step == lesson.slope.exact(lesson.side)


def test_each_line_of_the_algebra_equals_the_first():
    plain = str.maketrans({"²": "**2", "·": "*", "−": "-"})
    names = {"x": x, "h": h}
    lines = [
        sp.sympify(text.translate(plain).replace("2x", "2*x"), locals=names)
        for text in SquareDerivativeAlgebra().lines
    ]
    assert all(sp.simplify(line - lines[0]) == 0 for line in lines)


@pytest.mark.parametrize("step", [1.0, 0.1, 0.0])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_parts_move_into_the_band_without_changing_their_size(which, step):
    picture = SquarePicture(3.0, 1.0)
    (left, low), (right, high) = picture.added(step)[which]
    for moved in (0.0, 0.3, picture.laid_out):
        part = picture.part(which, step, moved)
        # Turned by sine and cosine: errors of a few 1e-16 on lengths up to 7.
        assert area(part) == pytest.approx((right - left) * (high - low), abs=1e-13)
    start, end = picture.part(which, step, 0.0), picture.part(which, step, picture.laid_out)
    assert np.allclose([start.min(axis=0), start.max(axis=0)], picture.added(step)[which])
    assert np.allclose([end.min(axis=0), end.max(axis=0)], picture.laid(step)[which])


def test_the_band_is_as_long_as_the_line_that_measures_it(lesson):
    for step in lesson.steps:
        parts = sorted(lesson.picture.laid(step))
        ends = [left for (left, _), _ in parts] + [parts[-1][1][0]]
        assert ends == sorted(ends)
        (left, _), (right, _) = lesson.picture.length(step)
        assert (left, right) == (ends[0], ends[-1])
        assert right - left == pytest.approx(2 * float(lesson.side) + step, rel=1e-15)


def test_everything_stands_in_the_plane(lesson):
    picture, frame = lesson.picture, lesson.picture.frame
    for step in lesson.steps:
        places = [
            *picture.names_of_sides(step), *picture.names_of_band(step),
            *picture.length(step), picture.name_of_length(step),
            *(corner for part in picture.added(step) for corner in part),
        ]  # fmt: skip
        for across, up in places:
            assert frame.x.low < across < frame.x.high
            assert frame.y.low < up < frame.y.high


@pytest.mark.parametrize("side", [0, 1, 5, "-3"])
def test_a_side_that_shows_nothing_is_refused(side):
    with pytest.raises(InvalidArgument, match="side must"):
        SquareDerivativeAlgebra(side=side)
