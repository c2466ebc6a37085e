"""What is written behind a voice's name: ``en-gb+f3,speed=150``."""

import re
from collections.abc import Container
from dataclasses import dataclass

from calcml.studio.problems import StudioError

__all__ = ["Settings", "number", "plain_name", "settings_of"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+.-]*")


@dataclass(frozen=True)
class Settings:
    """What was asked of a voice.

    Attributes
    ----------
    items : tuple of str
        What has no name, in order.
    named : dict of str to str
    """

    items: tuple[str, ...]
    named: dict[str, str]


def settings_of(text: str, name: str, *, most: int, known: Container[str]) -> Settings:
    """Read a voice's settings.

    Parameters
    ----------
    text : str
        ``ITEM,ITEM,key=value``.
    name : str
        The voice, for messages.
    most : int
        How many items there may be.
    known : container of str
        The keys that it knows.

    Returns
    -------
    Settings

    Raises
    ------
    StudioError
        For an unknown key, or more than it takes.
    """
    parts = [part.strip() for part in text.split(",")] if text else []
    pairs = [part.partition("=") for part in parts if _is_pair(part)]
    items = tuple(part for part in parts if not _is_pair(part))
    for key, _, _ in pairs:
        if key not in known:
            raise StudioError(f"the voice {name} has no setting {key!r}, see --voice in --help")
    if len(items) > most or not all(parts):
        raise StudioError(f"the voice {name} cannot be {text!r}, see --voice in --help")
    return Settings(items, {key: value for key, _, value in pairs})


def _is_pair(part: str) -> bool:
    return re.match(r"[a-z]+=", part) is not None


def plain_name(text: str, name: str) -> str:
    """Return the name of a voice, which cannot be taken for an option, a path or a program.

    Parameters
    ----------
    text : str
    name : str
        Who is asked, for messages.

    Returns
    -------
    str

    Raises
    ------
    StudioError
        If it is no plain name.
    """
    if not _NAME.fullmatch(text):
        raise StudioError(
            f"a voice of {name} is named by letters, digits, +, -, _ and ., got {text!r}"
        )
    return text


def number(settings: Settings, key: str, default: float, low: float, high: float) -> float:
    """Return a setting that is a number.

    Parameters
    ----------
    settings : Settings
    key : str
    default, low, high : float
        What it is if nobody asks, and between which it must lie.

    Returns
    -------
    float

    Raises
    ------
    StudioError
        If it is none, or lies elsewhere.
    """
    text = settings.named.get(key, str(default))
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise StudioError(f"{key} of a voice must be from {low:g} to {high:g}, got {text!r}")
    return value
