"""Read finished videos back: whether the picture shows what the ledger says.

A reader knows a video and its sidecar, and nothing of who drew it: no Manim, no stage, no lesson.
"""

from calcml.studio.readback.pictures import Film, film_of
from calcml.studio.readback.reader import CHANCES, read_back
from calcml.studio.readback.report import Reading, Report, Unread

__all__ = ["CHANCES", "Film", "Reading", "Report", "Unread", "film_of", "read_back"]
