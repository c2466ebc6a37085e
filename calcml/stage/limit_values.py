"""Limits with what they equal, as every scene on limits writes them."""

from typing import Any

from calcml.stage.scene import LessonScene
from calcml.stage.text import Typeset
from calcml.stage.theme import Role

__all__ = ["stated"]


def stated(scene: LessonScene, key: str, role: Role, **settings: Any) -> Typeset:
    """Return a limit with its symbol: what it equals, about equals, or that there is none.

    Parameters
    ----------
    scene : LessonScene
    key : str
        The limit's entry.
    role : Role
    **settings
        As for `LessonScene.readout`.

    Returns
    -------
    Typeset
    """
    entry = scene.lesson.ledger[key]
    told = entry.kind == "verdict" or entry.shown.startswith("≈")
    template = "SYMBOL VALUE" if told else "SYMBOL = VALUE"
    return scene.readout(key, role, template=template, display=True, **settings)
