"""Which files a scene file depends on, found by following its imports without running it.

Imports are followed into calcml itself and into the scene file's folder. Where a module imports
by name at run time, everything in its folder is taken, so a dependency is never missed.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["PACKAGE", "sources_of"]

PACKAGE = Path(__file__).parents[1]
DYNAMIC = ("import_module", "__import__", "__getattr__")


def sources_of(file: Path) -> tuple[Path, ...]:
    """Return the Python files that a scene file needs, itself included.

    Parameters
    ----------
    file : Path
        A scene file, absolute.

    Returns
    -------
    tuple of Path
        Sorted; libraries are not among them.
    """
    found, waiting = set[Path](), [file]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_needs(path, file.parent))
    return tuple(sorted(found))


@cache
def _needs(path: Path, folder: Path) -> tuple[Path, ...]:
    """Return the files that one file imports."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        names = list(_imported(ast.parse(text), path))
    except SyntaxError:
        return ()  # the render will say where
    needed = [file for name in names for file in _files(name, folder)]
    if "calcml" in names:  # its names come from anywhere in the core
        needed.extend((PACKAGE / "core").rglob("*.py"))
    if path != PACKAGE / "__init__.py" and any(word in text for word in DYNAMIC):
        needed.extend(path.parent.rglob("*.py"))
    return tuple(needed)


def _imported(tree: ast.Module, path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, and what it takes from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = ".".join(filter(None, [_package(path, node.level), node.module]))
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)


def _package(path: Path, level: int) -> str:
    """Return the package that a relative import of this level starts from."""
    if not level or not path.is_relative_to(PACKAGE):
        return ""
    return ".".join(path.relative_to(PACKAGE.parent).parts[:-level])


def _files(name: str, folder: Path) -> Iterator[Path]:
    """Yield the files that importing a dotted name runs, packages included."""
    parts = name.split(".")
    root = PACKAGE.parent if parts[0] == PACKAGE.name else folder
    for count in range(1, len(parts) + 1):
        stem = root.joinpath(*parts[:count])
        for candidate in (stem / "__init__.py", stem.with_name(f"{stem.name}.py")):
            if candidate.is_file():
                yield candidate
