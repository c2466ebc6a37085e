"""Which files a scene file depends on, found by following its imports without running it.

Imports are followed into calcml itself and into the scene file's folder. Where in doubt a file
is taken: one too many renders a scene again, one too few would show an old picture. So a line
that only looks like an import counts, and where a module imports by name at run time,
everything in its folder does.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from calcml.studio.files import stamp

__all__ = ["PACKAGE", "data_of", "sources_of"]

PACKAGE = Path(__file__).parents[1]
DYNAMIC = ("import_module", "__import__", "__getattr__")

_IMPORT = re.compile(r"^[ \t]*import[ \t]+([^\n#;]+)", re.MULTILINE)
_FROM = re.compile(r"^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)", re.MULTILINE)


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
            waiting.extend(_needs(path, file.parent, stamp(path)))
    return tuple(sorted(found))


@cache
def _needs(path: Path, folder: Path, _: tuple[int, int]) -> tuple[Path, ...]:
    """Return the files that one file imports."""
    if path == PACKAGE / "__init__.py":
        return ()  # it loads the core only for those who take names from it, below
    text = _text(path)
    names = set(_imported(text, path))
    needed = [file for name in names for file in _files(name, folder)]
    if PACKAGE.name in names:
        needed.extend((PACKAGE / "core").rglob("*.py"))
    if any(word in text for word in DYNAMIC):
        needed.extend(path.parent.rglob("*.py"))
    return tuple(needed)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").replace("\\\n", " ")


def data_of(file: Path) -> tuple[Path, ...]:
    """Return the files beside a scene file that it, or a neighbour it imports, names.

    Parameters
    ----------
    file : Path
        A scene file, absolute.

    Returns
    -------
    tuple of Path
        Sorted: tables, pictures and the like, up to one folder deep.
    """
    folder = file.parent
    texts = [_text(path) for path in sources_of(file) if path.is_relative_to(folder)]
    beside = (path for pattern in ("*", "*/*") for path in folder.glob(pattern))
    return tuple(
        sorted(
            path
            for path in beside
            if path.suffix not in {".py", ".pyc"}
            and any(path.name in text for text in texts)
            and path.is_file()
        )
    )


def _imported(text: str, path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, and what it takes from them."""
    for names in _IMPORT.findall(text):
        yield from (name.split()[0] for name in names.split(",") if name.strip())
    for source, names in _FROM.findall(text):
        module = _absolute(source, path)
        yield module
        for name in re.sub(r"#[^\n]*", "", names).strip("()").split(","):
            if name.strip():
                yield f"{module}.{name.split()[0]}"


def _absolute(module: str, path: Path) -> str:
    """Spell out a relative import of a file of calcml."""
    name = module.lstrip(".")
    level = len(module) - len(name)
    if not level or not path.is_relative_to(PACKAGE):
        return name
    package = path.relative_to(PACKAGE.parent).parts[:-level]
    return ".".join((*package, *filter(None, [name])))


def _files(name: str, folder: Path) -> Iterator[Path]:
    """Yield the files that importing a dotted name runs, packages included."""
    parts = name.split(".")
    root = PACKAGE.parent if parts[0] == PACKAGE.name else folder
    for count in range(1, len(parts) + 1):
        stem = root.joinpath(*parts[:count])
        for candidate in (stem / "__init__.py", stem.with_name(f"{stem.name}.py")):
            if candidate.is_file():
                yield candidate
