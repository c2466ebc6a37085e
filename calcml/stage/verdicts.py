"""Verdicts: words behind a sign that says whether they are right."""

from manim import RIGHT, VGroup

from calcml.stage.scene import LessonScene
from calcml.stage.signs import sign_of
from calcml.stage.theme import INK, NUMBER, Role

__all__ = ["judged"]

_APART = 0.15  # of the sign from the words, in scene units


def judged(
    scene: LessonScene, words: str, *, right: bool, role: Role = INK, size: float = NUMBER
) -> VGroup:
    """Return words behind a tick or a cross.

    Parameters
    ----------
    scene : LessonScene
    words : str
        Typst markup without digits.
    right : bool
        Whether they get the tick.
    role : Role
        Of the words.
    size : float
        One of the theme's sizes.

    Returns
    -------
    VGroup
        The sign, then the words.
    """
    mark, text = sign_of(right=right, em=scene.em(size)), scene.note(words, role, size=size)
    return VGroup(mark, text.next_to(mark, RIGHT, buff=_APART).on_baseline(mark.baseline))
