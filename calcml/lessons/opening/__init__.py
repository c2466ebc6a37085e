"""Lessons of the chapter *Opening*."""

from calcml.lessons.opening.agendas import AgendaRoadmap
from calcml.lessons.opening.chapter_cards import ChapterCard

__all__ = ["AgendaRoadmap", "ChapterCard"]
