"""Every lesson by its name, as the claims of the decks call it."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import calcml.lessons
from calcml.lessons.entries import Entry
from calcml.lessons.lesson import Lesson

__all__ = ["entry_of", "lesson_named"]


@cache
def lesson_named(name: str) -> Lesson:
    """Return a lesson with the lecture's own parameters."""
    packages = (
        import_module(f"calcml.lessons.{found.name}")
        for found in iter_modules(calcml.lessons.__path__)
        if found.ispkg
    )
    kind: type[Lesson] = next(getattr(p, name) for p in packages if hasattr(p, name))
    return kind()


def entry_of(reference: str) -> Entry:
    """Return what ``Scene:entry.key`` stands for."""
    name, key = reference.split(":", 1)
    return lesson_named(name).ledger[key]
