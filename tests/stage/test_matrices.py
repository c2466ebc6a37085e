"""Matrices of entries."""

from itertools import chain

import pytest

from calcml.core.errors import InvalidArgument
from calcml.lessons.gradient import JacobianLocalMap
from calcml.stage.layout import regions
from calcml.stage.matrices import Grid, composed, matrix
from calcml.stage.scene import LessonScene
from calcml.stage.theme import CONFIRMED, SECANT, TANGENT, colour

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


def test_the_cells_of_a_grid_stand_in_rows_and_columns_between_brackets(scene):
    grid = Grid(scene, KEYS, columns=[SECANT, TANGENT])
    left, right = (bracket.get_x() for bracket in grid.brackets)
    for j, role in enumerate((SECANT, TANGENT)):
        column = grid.column(j)
        assert column[0].get_x() == pytest.approx(column[1].get_x())
        assert left < column.get_x() < right
        assert {cell.role for cell in column} == {role}
    for i, row in enumerate(grid.cells):
        assert row[0].baseline == pytest.approx(row[1].baseline)
        frame = grid.frame_of_row(i, CONFIRMED)
        assert left < frame.get_left()[0] < row.get_left()[0]
        assert row.get_right()[0] < frame.get_right()[0] < right
        assert frame.get_bottom()[1] < row.get_bottom()[1]
        assert row.get_top()[1] < frame.get_top()[1]


def test_what_is_rounded_is_not_said_to_equal(scene):
    keys = ["corner.0.x", "corner.0.y"]
    assert composed(scene, "c = (VALUE, VALUE)", keys).source == "$c approx (2.25, 5.95885)$"


@pytest.mark.parametrize("template", ["VALUE", "VALUE, VALUE, VALUE", "3 VALUE + VALUE"])
def test_a_template_without_the_right_places_is_refused(scene, template):
    with pytest.raises(InvalidArgument, match="a place for each of 2 entries and no digits"):
        composed(scene, template, ["at.x", "at.y"])
