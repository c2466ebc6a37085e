"""Find and load the scene classes of the lecture, as Manim does: by file."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parents[1] / "scenes"
FILES = tuple(sorted(FOLDER.glob("*.py")))


@cache
def loaded(path: Path) -> ModuleType:
    """Return the module of a scene file."""
    name = f"scene_file_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def scene_names() -> list[tuple[Path, str]]:
    """Return file and class name of every scene."""
    found = []
    for path in FILES:
        for name, value in vars(loaded(path)).items():
            if isinstance(value, type) and value.__module__ == loaded(path).__name__:
                found.append((path, name))
    return found
