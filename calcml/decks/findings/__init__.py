"""The findings about the decks' claims, a module per topic; importing the package registers all."""

from importlib import import_module
from pkgutil import iter_modules

from calcml.decks.findings.finding import FINDINGS, Finding, Verdict

__all__ = ["FINDINGS", "Finding", "Verdict"]

for _topic in iter_modules(__path__, f"{__name__}."):
    import_module(_topic.name)
