"""What a scene depends on, followed from definition to definition without running anything."""

from calcml.studio.definitions.answers import Answer, Question, Step
from calcml.studio.definitions.memory import Memory, digest_of

__all__ = ["Answer", "Memory", "Question", "Step", "digest_of"]
