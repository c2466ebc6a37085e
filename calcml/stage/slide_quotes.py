"""What a slide of a source deck says, where the lecture contradicts it."""

from collections.abc import Sequence

from manim import DOWN, LEFT, UP, VGroup

from calcml.stage.scene import LessonScene
from calcml.stage.signs import sign_of
from calcml.stage.text import Typeset
from calcml.stage.theme import INK, NUMBER

__all__ = ["said_on_the_slide"]


def said_on_the_slide(
    scene: LessonScene, lines: Sequence[str], *, buff: float
) -> tuple[VGroup, Typeset]:
    """Return a sentence of a slide under its head, and the cross before it.

    Parameters
    ----------
    scene : LessonScene
    lines : sequence of str
        The sentence, line by line, without digits.
    buff : float
        Between the lines, in scene units.

    Returns
    -------
    VGroup
        The head and the lines.
    Typeset
        The cross.
    """
    says = VGroup(*(scene.note(line, INK, size=NUMBER) for line in lines))
    says.arrange(DOWN, buff=buff, aligned_edge=LEFT)
    head = scene.note("on the slide").next_to(says, UP, buff=buff)
    cross = sign_of(right=False, em=scene.em(NUMBER)).next_to(says, LEFT, buff=0.2)
    return VGroup(head, *says), cross
