"""Matrices of entries."""

from itertools import chain

import pytest

from calcml.core.errors import InvalidArgument
from calcml.lessons.gradient import JacobianLocalMap
from calcml.stage.layout import regions
from calcml.stage.matrices import composed, matrix
from calcml.stage.scene import LessonScene
from calcml.stage.theme import SECANT, TANGENT, colour

KEYS = [["jacobian.0.0", "jacobian.0.1"], ["jacobian.1.0", "jacobian.1.1"]]


@pytest.fixture(scope="module")
def scene():
    class Local(LessonScene):
        lesson = JacobianLocalMap()

    made = Local.__new__(Local)
    made.regions = regions(14.2, 8.0)
    return made


def inks(text):
    glyphs = [g for g in text.family_members_with_points() if g.height < 0.9 * text.height]
    middle = text.get_center()
    return {
        (g.get_x() > middle[0], g.get_y() > middle[1], g.get_fill_color().to_hex()) for g in glyphs
    }


def test_columns_and_rows_have_their_colours(scene):
    first, second = (colour(role).to_hex() for role in (SECANT, TANGENT))
    assert {(x, ink) for x, _, ink in inks(matrix(scene, KEYS, columns=[SECANT, TANGENT]))} == {
        (False, first), (True, second),
    }  # fmt: skip
    assert {(y, ink) for _, y, ink in inks(matrix(scene, KEYS, lines=[SECANT, TANGENT]))} == {
        (True, first), (False, second),
    }  # fmt: skip


def test_every_entry_is_known_as_shown(scene):
    assert matrix(scene, KEYS, name="J =").entry_keys == tuple(chain(*KEYS))
    assert composed(scene, "(VALUE, VALUE)", ["at.x", "at.y"]).source == "$(1, 0)$"


def test_what_is_rounded_is_not_said_to_equal(scene):
    keys = ["corner.0.x", "corner.0.y"]
    assert composed(scene, "c = (VALUE, VALUE)", keys).source == "$c approx (2.25, 5.95885)$"


@pytest.mark.parametrize("template", ["VALUE", "VALUE, VALUE, VALUE", "3 VALUE + VALUE"])
def test_a_template_without_the_right_places_is_refused(scene, template):
    with pytest.raises(InvalidArgument, match="a place for each of 2 entries and no digits"):
        composed(scene, template, ["at.x", "at.y"])
