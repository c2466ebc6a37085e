"""``calcml new``: a small lecture of one's own to start from."""

import shutil
import tempfile
from pathlib import Path

import click

from calcml.studio.problems import StudioError, place, writing

__all__ = ["command"]

STARTER = Path(__file__).parents[1] / "starter"

EXAMPLES = """
\b
Examples:
  calcml new my-lecture
"""


@click.command(name="new", epilog=EXAMPLES)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(*, folder: Path) -> None:
    """Make a small lecture in the new folder DIR that renders at once.

    It has a lecture file, a lesson of its own and the scene that draws it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudioError(f"{place(folder)} is there already: choose a new folder")
    _copy(folder)
    for path in sorted(folder.iterdir()):
        click.echo(place(path))
    click.echo(f"\nNext:\n  cd {place(folder)}\n  calcml lecture -ql -p", err=True)


def _copy(folder: Path) -> None:
    """Make the folder whole, or not at all."""
    parent = folder.absolute().parent
    with writing(parent):
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=".calcml-") as work:
            made = Path(work) / folder.name
            made.mkdir()
            for path in STARTER.iterdir():
                if path.is_file():
                    shutil.copyfile(path, made / path.name)
            made.replace(folder)
