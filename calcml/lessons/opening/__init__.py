"""Lessons of the chapter *Opening*."""

from calcml.lessons.opening.agendas import AgendaRoadmap
from calcml.lessons.opening.chapter_cards import ChapterCard
from calcml.lessons.opening.engines import MotivationEngine
from calcml.lessons.opening.title_pages import LectureTitle

__all__ = ["AgendaRoadmap", "ChapterCard", "LectureTitle", "MotivationEngine"]
