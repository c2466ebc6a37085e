"""Colours and sizes by meaning, in two themes.

A scene names a `Role`; the active theme turns it into a colour when a thing is drawn.
"""

import os
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from manim import ManimColor

from calcml.core.errors import InvalidArgument

__all__ = [
    "BACKGROUND", "CAPTION", "CODE", "CONFIRMED", "FORMULA", "FUNCTION", "GRID", "INK", "MOVING",
    "NUMBER", "PANEL", "SECANT", "SMALLEST", "SOFT", "TANGENT", "TICK", "TITLE", "Role", "Theme",
    "active", "colour", "contrast", "size", "use",
]  # fmt: skip


class Role(Enum):
    """What a thing on screen means."""

    BACKGROUND = "background"
    INK = "ink"
    SOFT = "soft"
    GRID = "grid"
    PANEL = "panel"
    FUNCTION = "function"
    TANGENT = "tangent"
    SECANT = "secant"
    MOVING = "moving"
    CONFIRMED = "confirmed"


BACKGROUND, INK, SOFT, GRID, PANEL = (
    Role.BACKGROUND, Role.INK, Role.SOFT, Role.GRID, Role.PANEL
)  # fmt: skip
FUNCTION, TANGENT, SECANT, MOVING, CONFIRMED = (
    Role.FUNCTION, Role.TANGENT, Role.SECANT, Role.MOVING, Role.CONFIRMED
)  # fmt: skip

# Heights of an em as a share of the frame's height; the art direction gives pixels at 720p.
TITLE, FORMULA, NUMBER, CAPTION, TICK, CODE = (
    px / 720 for px in (37.0, 31.0, 28.0, 27.0, 21.5, 22.0)
)
SMALLEST = 1 / 36
"""No text is smaller than this share of the frame's height."""


@dataclass(frozen=True)
class Theme:
    """One palette.

    Attributes
    ----------
    name : str
    colours : mapping of Role to ManimColor
    surface : tuple of ManimColor, length 4
        Colours of a surface from low to high.
    """

    name: str
    colours: dict[Role, ManimColor]
    surface: tuple[ManimColor, ...]


@cache
def _themes() -> dict[str, Theme]:
    tables = tomllib.loads(_assets().joinpath("palettes.toml").read_text(encoding="utf-8"))
    return {
        name: Theme(
            name,
            {role: ManimColor(table[role.value]) for role in Role},
            tuple(ManimColor(c) for c in table["surface"]),
        )
        for name, table in tables.items()
    }


def _assets() -> Traversable | Path:
    """Return the assets beside an installed package, or those of a source checkout."""
    installed = files("calcml").joinpath("assets")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "assets"


_active: list[str] = []


def use(name: str) -> None:
    """Choose the theme for what is drawn from now on.

    Parameters
    ----------
    name : {"dark", "light"}

    Raises
    ------
    InvalidArgument
        If there is no such theme.
    """
    if name not in _themes():
        raise InvalidArgument(f"the theme must be one of {', '.join(_themes())}, got {name!r}")
    _active[:] = [name]


def active() -> Theme:
    """Return the theme in use: the one chosen, else that of ``CALCML_THEME``, else dark."""
    if not _active:
        use(os.environ.get("CALCML_THEME", "dark"))
    return _themes()[_active[0]]


def colour(role: Role) -> ManimColor:
    """Return a role's colour in the theme in use.

    Parameters
    ----------
    role : Role

    Returns
    -------
    ManimColor
    """
    return active().colours[role]


def size(share: float, frame_height: float) -> float:
    """Return an em in scene units.

    Parameters
    ----------
    share : float
        One of the sizes of this module.
    frame_height : float
        Height of the frame in scene units.

    Returns
    -------
    float
    """
    return share * frame_height


def contrast(one: ManimColor, other: ManimColor) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, as WCAG defines it.

    Parameters
    ----------
    one, other : ManimColor

    Returns
    -------
    float
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(c: ManimColor) -> float:
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for v in c.to_rgb()
    ]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
