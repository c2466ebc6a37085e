"""What a scene depends on, followed from definition to definition without running anything."""

from calcml.studio.definitions.answers import Answer, Question, Step
from calcml.studio.definitions.memory import Disk, Memory, digest_of
from calcml.studio.definitions.modules import Project

__all__ = ["Answer", "Disk", "Memory", "Project", "Question", "Step", "digest_of"]
