"""Send a run to another machine: the scene's own files as bytes, and what must be the same there.

The scene file, the neighbours that it imports, the data that it names, the project's assets and
Manim's settings travel. calcml itself and the libraries do not: where they differ, the same
bytes cannot be promised, and the run is refused.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from calcml.studio.definitions.beside import Beside
from calcml.studio.files import digest_of_file
from calcml.studio.fingerprint import project_root, versions
from calcml.studio.jobs import Job
from calcml.studio.sources import PACKAGE, checkout

__all__ = ["Parcel", "difference", "identity"]

DEPTH = 2
"""How many packages deep a scene's neighbours may lie."""
HERE = ".git"
"""Marks the unpacked folder as a project's root, so that no folder above it is taken for one."""


def identity() -> dict[str, str]:
    """Return what must be the same on two machines for them to draw the same bytes.

    Returns
    -------
    dict of str to str
        Versions, digests of calcml's sources and assets, and one of the user's own settings of
        Manim.
    """
    assets = [path for each in (PACKAGE, *checkout()) if (path := each / "assets").is_dir()]
    settings = Path.home() / ".config/manim/manim.cfg"
    return {
        **versions(),
        "sources of calcml": _digest_of(PACKAGE, sorted(PACKAGE.rglob("*.py"))),
        "assets of calcml": "".join(
            _digest_of(each, _files(each)) for each in assets if each.is_dir()
        ),
        "~/.config/manim/manim.cfg": digest_of_file(settings) if settings.is_file() else "none",
    }


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Say what is not the same on another machine.

    Parameters
    ----------
    here, there : mapping of str to str
        Two identities.

    Returns
    -------
    str
        Empty if nothing is.

    Examples
    --------
    >>> difference({"numpy": "2.4.6"}, {"numpy": "2.4.5"})
    'numpy is 2.4.5, here 2.4.6'
    """
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return ", ".join(
        f"{name} differ" if " " in name or "/" in name
        else f"{name} is {there.get(name, 'missing')}, here {here.get(name, 'missing')}"
        for name in names
    )  # fmt: skip


@dataclass(frozen=True)
class Parcel:
    """What a run needs on another machine.

    Attributes
    ----------
    job : Job
        The scene; its file is relative to the project's root.
    files : mapping of str to bytes
        By their paths from there.
    """

    job: Job
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, job: Job) -> "Parcel":
        """Pack the files of a scene.

        Parameters
        ----------
        job : Job
            The scene.

        Returns
        -------
        Parcel
        """
        file = job.card.file.resolve()
        root = project_root(file)
        modules = sorted(_modules(file.parent))
        assets = () if root in checkout() else _files(root / "assets")  # calcml's own are there
        needed = (*modules, *_data(file.parent, modules), *assets, *_settings(root))
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in needed}
        return cls(_moved(job, file.relative_to(root)), files)

    def unpack(self, folder: Path) -> Job:
        """Write the files below a folder and return the job there.

        Parameters
        ----------
        folder : Path
            Empty and private.

        Returns
        -------
        Job
        """
        root = folder.resolve()
        (root / HERE).mkdir()
        for name, content in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _moved(self.job, root / self.job.card.file)


def _moved(job: Job, file: Path) -> Job:
    return replace(job, card=replace(job.card, file=file, lesson=None))


def _modules(folder: Path, depth: int = DEPTH) -> Iterator[Path]:
    """Yield the Python files that a scene file can import from its own folder."""
    for path in folder.iterdir():
        if path.suffix == ".py":
            yield path
        elif depth and path.name.isidentifier() and path.is_dir():
            yield from _modules(path, depth - 1)


def _data(folder: Path, modules: Iterable[Path]) -> Iterator[Path]:
    """Yield the files beside the scene's that the code names."""
    strings, attributes = set[str](), set[str]()
    for module in modules:
        for node in ast.walk(ast.parse(module.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.Attribute):
                attributes.add(node.attr)
    return map(Path, Beside(folder).named_in(strings, attributes))


def _settings(root: Path) -> Iterator[Path]:
    return (path for name in ("manim.cfg", "pyproject.toml") if (path := root / name).is_file())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _digest_of(folder: Path, files: Iterable[Path]) -> str:
    sums = hashlib.blake2b(digest_size=16)
    for path in files:
        sums.update(f"{path.relative_to(folder).as_posix()}\0{digest_of_file(path)}\0".encode())
    return sums.hexdigest()
