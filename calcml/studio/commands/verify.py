"""``calcml verify``: finished videos read back against their sidecars."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from calcml.studio.catalogue import SceneCard, catalogue
from calcml.studio.finished import finished_lectures
from calcml.studio.lecture_file import find_lecture_file, read_lecture_file
from calcml.studio.options import lecture_option
from calcml.studio.problems import StudioError
from calcml.studio.progress import watching
from calcml.studio.readback import CHANCES, Reading, Report
from calcml.studio.rendering import default_workers
from calcml.studio.tables import table
from calcml.studio.verifying import tasks_of, verified

__all__ = ["command"]

DEVIATES = 1
MOST = 5
"""Deviations of a scene that are told in the table; JSON has all."""
HEAD = (
    "scene", "frames", "numbers", "read", "marks", "worst", "match", "margin", "verdict"
)  # fmt: skip

EXAMPLES = """
\b
Examples:
  calcml verify                                  the lecture in media/lecture
  calcml verify media/clips/480p15/*.mp4
  calcml verify --random 100 --seed monday talk.mp4
  calcml verify --format json > report.json
"""


@click.command(name="verify", epilog=EXAMPLES)
@click.argument("clips", nargs=-1, metavar="[CLIP]...", type=click.Path(path_type=Path))
@lecture_option
@click.option(
    "--random", "chances", type=click.IntRange(min=0), default=CHANCES, metavar="N",
    help=f"Frames of each scene to look at by chance, beside the chosen ones. [{CHANCES}]",
)  # fmt: skip
@click.option("--seed", default="", help="The same seed, the same frames. [the clip's key]")
@click.option(
    "--format", "style", type=click.Choice(("table", "json")), default="table",
    help="JSON tells every reading. [table]",
)  # fmt: skip
@click.option("-a", "--all", "everything", is_flag=True, help="Tell also what was not read.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Scenes at a time. [all cores]"
)
def command(
    *,
    clips: tuple[Path, ...],
    file: Path | None,
    chances: int,
    seed: str,
    style: str,
    everything: bool,
    jobs: int | None,
) -> int:
    """Open finished videos, and check in their frames what their sidecars say.

    Each number on screen is read, digit by digit; dots, lines and arrows are measured against the
    places that the ledger's numbers have; frames are counted; the ledger is worked out again. CLIP
    is a scene's clip or a lecture, with the JSON file that was written beside it; by default the
    lecture in media/lecture. The exit code is 0 if all is as it should be, 1 if anything
    deviates, 2 if a video cannot be verified.
    """
    tasks = tasks_of(clips or finished_lectures())
    cards = _cards(file)
    with watching([task.label for task in tasks]) as watcher:

        def done(label: str) -> None:
            watcher.hear(label, "done", {})
            watcher.tick()

        reports = verified(
            tasks, cards, workers=jobs or default_workers(), chances=chances, seed=seed,
            done=done,
        )  # fmt: skip
    if style == "json":
        told = {"schema": 1, "scenes": [report.told() for report in reports]}
        click.echo(json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False))
    else:
        _tell(reports, everything=everything)
    return 0 if all(report.passed for report in reports) else DEVIATES


def _cards(file: Path | None) -> Sequence[SceneCard]:
    """Return the scenes that are known here; without a lecture file there may be none."""
    if file is not None:
        return catalogue(read_lecture_file(find_lecture_file(file)))
    with suppress(StudioError):
        return catalogue(read_lecture_file(find_lecture_file(None)))
    return ()


def _tell(reports: Sequence[Report], *, everything: bool) -> None:
    click.echo(table(HEAD, [_row(report) for report in reports]), nl=False)
    for report in reports:
        for reading in report.failed[:MOST]:
            click.echo(f"calcml: {report.scene}: {_deviation(reading, report)}", err=True)
        if len(report.failed) > MOST:
            click.echo(f"calcml: {report.scene}: and {len(report.failed) - MOST} more", err=True)
        for unread in report.unread if everything else ():
            click.echo(f"{report.scene}: {unread.kind} {unread.name} not read: {unread.reason}")
    print(_verdict(reports), file=sys.stderr)


def _row(report: Report) -> list[str]:
    texts = [reading for reading in report.readings if reading.kind == "text" and reading.expected]
    marks = [reading for reading in report.readings if reading.unit == "px"]
    margins = [reading.margin for reading in texts if reading.passed]
    return [
        report.scene,
        str(report.frames),
        str(len(report.on_screen)),
        str(len(report.read() & set(report.on_screen))),
        str(len(marks)),
        f"{report.worst('px'):.2f} px",
        f"{1 - max((r.deviation for r in texts if r.passed), default=0.0):.3f}",
        f"{min(margins, default=0.0):.3f}",
        "passed" if report.passed else f"{len(report.failed)} deviate",
    ]


def _deviation(reading: Reading, report: Report) -> str:
    at = f" at {reading.frame / report.fps:.2f} s" if reading.frame >= 0 else ""
    seen = f"expected {reading.expected}, got {reading.measured}" if reading.expected else ""
    words = "; ".join(filter(None, (seen, reading.note)))
    return f"{reading.kind} {reading.name}{at}: {words}"


def _verdict(reports: Sequence[Report]) -> str:
    """Sum up: how much was read, how far it was off, and what was not read."""
    shown = sum(len(report.on_screen) for report in reports)
    read = sum(len(report.read() & set(report.on_screen)) for report in reports)
    looks = Counter(reading.kind for report in reports for reading in report.readings)
    marks = sum(looks[kind] for kind in ("dot", "ring", "line", "dashes", "arrow", "field"))
    failed = sum(len(report.failed) for report in reports)
    unread = sum(len(report.unread) for report in reports)
    worst = max((report.worst("px") for report in reports), default=0.0)
    return (
        f"{read} of {shown} numbers on screen read, in {looks['text']} looks at texts; {marks} "
        f"looks at marks, at most {worst:.2f} px off; {failed} deviate, {unread} things not read"
    )
