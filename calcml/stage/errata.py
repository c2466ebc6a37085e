"""Errata: row by row what was said, with a cross, and what is true, with a tick."""

from collections.abc import Sequence

from manim import Line, VGroup

from calcml.lessons.captions import Caption
from calcml.stage.formula_room import formula_in
from calcml.stage.layout import Box
from calcml.stage.scene import LessonScene
from calcml.stage.signs import sign_of
from calcml.stage.text import Typeset, maths, words
from calcml.stage.theme import (
    CONFIRMED,
    GRID,
    INK,
    NUMBER,
    SMALLEST,
    SOFT,
    TICK,
    colour,
)

__all__ = ["Erratum", "errata_in"]

_WIDE = 8.6  # width of a box from which on what is true stands beside what was said
_BESIDE = 2.5, 4.4, 4.9  # widths of the columns against each other
_BELOW = 1.0, 2.3
_GAP = 0.35
_SIGN = 1.3  # width of a sign with the space behind it, in ems


class Erratum(VGroup):
    """One row.

    Attributes
    ----------
    where, said, true : Typeset
        Slide and topic, the wrong formula and the right one.
    cross, tick : Typeset
        Before them.
    rule : Line
        Under the row.
    """

    def __init__(self, scene: LessonScene, key: str, box: Box) -> None:
        super().__init__()
        margin, left, right = _rooms(box)
        self.where = _where(scene, key, margin)
        self.cross, self.said = _formula(scene, f"{key}.said", left, right=False)
        self.tick, self.true = _formula(scene, f"{key}.true", right, right=True)
        self.rule = Line([box.left, box.bottom, 0], [box.right, box.bottom, 0])
        self.rule.set_stroke(colour(GRID), width=1.5)
        self.add(self.rule, self.where, self.cross, self.said, self.tick, self.true)


def errata_in(scene: LessonScene, keys: Sequence[str], box: Box) -> VGroup:
    """Return a page of errata.

    Parameters
    ----------
    scene : LessonScene
    keys : sequence of str
        The first parts of the keys of the entries of each.
    box : Box

    Returns
    -------
    VGroup
        Of `Erratum`, in order.
    """
    rows = box.rows(*[1] * len(keys), gap=0)
    return VGroup(*(Erratum(scene, key, row) for key, row in zip(keys, rows, strict=True)))


def _rooms(box: Box) -> tuple[Box, Box, Box]:
    inner = box.inset(y=0.05)
    if box.width > _WIDE:
        margin, left, right = inner.columns(*_BESIDE, gap=_GAP)
    else:
        margin, both = inner.columns(*_BELOW, gap=_GAP)
        left, right = both.rows(1, 1, gap=0.04)
    return margin, left, right


def _where(scene: LessonScene, key: str, room: Box) -> Typeset:
    """Return the slide and what it is about, from the left edge of a room."""
    ledger = scene.lesson.ledger
    keys = tuple(k for k in (f"{key}.slide", f"{key}.topic", f"{key}.step") if k in ledger)
    slide, *topic = (f"{{{each}}}" for each in keys)
    markup = Caption(f"{slide} · {' '.join(topic)}").typst(ledger)
    sizes = (scene.em(TICK), scene.em(SMALLEST))
    texts = [
        words(markup, em=size, role=SOFT, width=room.width, centred=False, entry_keys=keys)
        for size in sizes
    ]
    text = next((each for each in texts if each.height <= room.height), texts[-1])
    text.move_to(room.centre)
    return text.shift([room.left - text.get_left()[0], 0, 0])


def _formula(scene: LessonScene, key: str, box: Box, *, right: bool) -> tuple[Typeset, Typeset]:
    """Return a sign at the left edge of a box, and behind it a formula as large as may be."""
    role = CONFIRMED if right else INK
    sign = sign_of(right=right, em=scene.em(NUMBER)).move_to(box.centre)
    sign.shift([box.left - sign.get_left()[0], 0, 0])
    room = Box(box.left + _SIGN * scene.em(NUMBER), box.right, box.bottom, box.top)
    source, em, least = scene.lesson.ledger[key].typst, scene.em(NUMBER), scene.em(SMALLEST)
    alone = "," not in source  # a comma would end what is set in full size
    text = formula_in(room, source, em=em, least=least, role=role, display=alone, entry_keys=(key,))
    if text is None:
        text = maths(source, em=least, role=role, entry_keys=(key,)).move_to(room.centre)
    return sign, text.shift([room.left - text.get_left()[0], 0, 0])
