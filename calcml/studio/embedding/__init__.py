"""What to write into slides to show a clip: one small module for each tool.

::

    shown       what a snippet tells: the file, its size, its words
    elements    HTML's video and img
    revealjs, slidev, quarto, markdown, beamer, powerpoint
                each has ``snippet``
    targets     which there are
"""

from calcml.studio.embedding.shown import Shown
from calcml.studio.embedding.targets import TARGETS, require_target, snippets

__all__ = ["TARGETS", "Shown", "require_target", "snippets"]
