"""How it looks: theme, text, plots, panels, space, and the scene of a lesson."""

from calcml.stage.scene import BeatSpan, LessonScene, beat
from calcml.stage.theme import (
    CAPTION,
    CODE,
    CONFIRMED,
    FORMULA,
    FUNCTION,
    GRID,
    INK,
    MOVING,
    NUMBER,
    PANEL,
    SECANT,
    SOFT,
    TANGENT,
    TICK,
    TITLE,
)

__all__ = [
    "CAPTION",
    "CODE",
    "CONFIRMED",
    "FORMULA",
    "FUNCTION",
    "GRID",
    "INK",
    "MOVING",
    "NUMBER",
    "PANEL",
    "SECANT",
    "SOFT",
    "TANGENT",
    "TICK",
    "TITLE",
    "BeatSpan",
    "LessonScene",
    "beat",
]
