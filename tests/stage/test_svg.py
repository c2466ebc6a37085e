"""Reading Typst's SVG, with Manim's own reader of SVG as an oracle."""

import io

import numpy as np
import pytest
import svgelements as se
from manim import RIGHT, SVGMobject

from calcml.core.errors import InvalidArgument
from calcml.stage.svg import shapes
from calcml.stage.text import _PREAMBLE, _compiler

SOURCES = [
    "The slope is _steep_ at every point of it, *here*.",
    "$ display(frac(f(x + h) - f(x), h) = sqrt(2)) $",
    "$ sum_(i=1)^n x_i^2 + integral_0^1 e^(-t) dif t $",
    "$ vec(1, 2) mat(a, b; c, d) cases(x, y) $",
    '#raw("def f(x): return x**2  # ok")',
    '#text(fill: rgb("#ff7aa2"))[coloured] $arrow.r.long$ ½ 0.1',
]
TAG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def svg_of(source):
    return _compiler().compile(f"{_PREAMBLE}{source}".encode(), format="svg").decode()


class Oracle(SVGMobject):
    def __init__(self, svg):
        self._svg = svg
        super().__init__(should_center=False, height=None, use_svg_cache=False)

    def generate_mobject(self):
        parts, self.id_to_vgroup_dict = self.get_mobjects_from(se.SVG.parse(io.StringIO(self._svg)))
        self.add(*parts)
        self.flip(RIGHT)
        return self


@pytest.mark.parametrize("source", SOURCES)
def test_outlines_lie_where_manim_puts_them(source):
    svg = svg_of(source)
    ours = list(shapes(svg))
    parts = [part for part in Oracle(svg).submobjects if part.has_points()]
    assert len(ours) == len(parts)
    origin, start = ours[0].points.min(axis=0), parts[0].points.min(axis=0)
    for shape, part in zip(ours, parts, strict=True):
        if part.get_stroke_width() and not part.get_fill_opacity():
            continue  # a rule: Manim keeps it a line
        placed, expected = shape.points - origin, (part.points - start) * 72 / 96
        found = np.array([placed.min(axis=0), placed.max(axis=0)])
        box = np.array([expected.min(axis=0), expected.max(axis=0)])
        assert found == pytest.approx(box, abs=1e-4)
        assert shape.colour == part.get_fill_color().to_hex().lower()
        assert _area(shape.points) == pytest.approx(_area(expected), rel=1e-6)


def _area(points):
    """Return the area within cubic pieces, of polygons of fifty corners each."""
    t = np.linspace(0, 1, 51)[:, None, None]
    a, b, c, d = np.reshape(points[:, :2], (-1, 4, 2)).transpose(1, 0, 2)
    curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    x, y = curve[..., 0], curve[..., 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def test_the_area_is_that_of_a_square():
    square = next(shapes(f'{TAG}<path fill="#000" d="M 0 0h 2v 3h -2Z"/></svg>')).points
    assert abs(_area(square)) == pytest.approx(6)


def test_a_rule_becomes_a_filled_bar_as_thick():
    (bar,) = shapes(
        f'{TAG}<path fill="none" stroke="#00ff00" stroke-width="4" '
        'transform="translate(10 20)" d="M 0 0h 100"/></svg>'
    )
    low, high = bar.points.min(axis=0), bar.points.max(axis=0)
    assert (low.tolist(), high.tolist()) == ([10, -22, 0], [110, -18, 0])
    assert bar.colour == "#00ff00"


@pytest.mark.parametrize(
    ("commands", "box"),
    [
        ("M 1 1L 4 5L 0 2Z", (0, 1, 4, 5)),
        ("m 1 1l 3 4l -4 -3z", (0, 1, 4, 5)),
        ("M 0 0H 3V 2h -3z", (0, 0, 3, 2)),
        ("M 0 0q 1 2 2 0z", (0, 0, 2, 4 / 3)),
        ("M 0 0c 0 1 1 1 1 0z", (0, 0, 1, 1)),
    ],
)
def test_every_command_of_a_path(commands, box):
    (shape,) = shapes(f'{TAG}<path fill="#000" d="{commands}"/></svg>')
    low, high = shape.points.min(axis=0), shape.points.max(axis=0)
    assert [low[0], -high[1], high[0], -low[1]] == pytest.approx(list(box))


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<g transform="matrix(1 1 0 1 0 0)"><path fill="#000" d="M 0 0"/></g>', "stand upright"),
        ('<path fill="#000" d="M 0 0A 1 1 0 0 0 2 2"/>', "moves, lines and curves, got 'A'"),
    ],
)
def test_what_typst_does_not_write_is_refused(body, complaint):
    with pytest.raises(InvalidArgument, match=complaint):
        list(shapes(f"{TAG}{body}</svg>"))
