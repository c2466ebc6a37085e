"""Lessons of the chapter *Close*."""

from calcml.lessons.close.credits import CreditsAndReferences

__all__ = ["CreditsAndReferences"]
