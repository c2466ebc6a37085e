"""``calcml review``: every number behind every scene on one page."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from calcml.studio.catalogue import catalogue
from calcml.studio.commands.render import render_jobs, report
from calcml.studio.files import make_writable
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import LectureFile, find_lecture_file, read_lecture_file
from calcml.studio.opening import open_file
from calcml.studio.options import Choices, choices_of
from calcml.studio.outcomes import Failed, Outcome, Rendered
from calcml.studio.problems import place
from calcml.studio.progress import watching
from calcml.studio.quality import QUALITIES, THEMES
from calcml.studio.rendering import default_workers
from calcml.studio.store import open_store

__all__ = ["command"]

DEVIATES = 1
MOST = 3
"""Complaints about a scene that are told here; the page has all."""

EXAMPLES = """
\b
Examples:
  calcml review -p
  calcml review my/lecture.toml --theme light -o ~/review
  calcml review -qh --no-clips
"""


@click.command(name="review", epilog=EXAMPLES)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "-q", "--quality", type=click.Choice(tuple(QUALITIES)), default="l",
    help="Of the clips, which lie in the page. [l, so that it stays small]",
)  # fmt: skip
@click.option("--theme", type=click.Choice(THEMES), help="Of the clips. [lecture file's]")
@click.option("--no-clips", is_flag=True, help="Pictures instead of the videos.")
@click.option("-p", "--preview", is_flag=True, help="Open the page.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Where to put the result.",
)  # fmt: skip
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Workers at a time. [all cores]"
)
def command(
    *,
    file: Path | None,
    quality: str,
    theme: str | None,
    no_clips: bool,
    preview: bool,
    output: Path | None,
    jobs: int | None,
) -> int:
    """Make a page of every number in the lecture of FILE (scenes/lecture.toml by default).

    Beside each clip stands each of its numbers: formula, exact value, double, error and bound,
    what a second method says, when and where it is on screen, and what reading the finished clip
    back has found; and what the source decks claim. The page needs nothing but itself. The same
    goes into a PDF and a CSV. Where something deviates or disagrees, the exit code is 1.
    """
    from calcml.studio.review.making import Work, make  # noqa: PLC0415 - loads SymPy, Jinja
    from calcml.studio.review.wording import summary  # noqa: PLC0415

    lecture = read_lecture_file(find_lecture_file(file))
    choices = choices_of(lecture, quality, theme)
    folder = output or Path("media", "review")
    make_writable(folder)
    store = open_store(output)
    work = _work(lecture, choices)
    outcomes = render_jobs(work, store, jobs)
    code = report(outcomes, verbose=False)
    done = [outcome for outcome in outcomes if isinstance(outcome, Rendered)]
    print("calcml: reading back, and asking second methods", file=sys.stderr)
    with watching([outcome.job.card.label for outcome in done]) as watcher:
        review, paths = make(
            Work(lecture=lecture, choices=choices, scenes=tuple(done), missing=_missing(outcomes)),
            folder, store, watcher, workers=jobs or default_workers(), with_clips=not no_clips,
        )  # fmt: skip
    print(f"calcml: {summary(review)}", file=sys.stderr)
    for label, complaints in review.complaints.items():
        _complain(label, complaints)
    for path in paths:
        click.echo(place(path))
    if preview:
        open_file(paths[0])
    return code or (0 if review.stands else DEVIATES)


def _work(lecture: LectureFile, choices: Choices) -> list[Job]:
    cards = {(card.file, card.label): card for card in catalogue(lecture)}
    return [Job(card=card, quality=choices.quality, theme=choices.theme) for card in cards.values()]


def _missing(outcomes: Sequence[Outcome]) -> tuple[tuple[str, str], ...]:
    failures = (outcome for outcome in outcomes if isinstance(outcome, Failed))
    return tuple((failure.job.card.label, failure.reason) for failure in failures)


def _complain(label: str, complaints: Sequence[str]) -> None:
    for complaint in complaints[:MOST]:
        print(f"calcml: {label}: {complaint}", file=sys.stderr)
    if len(complaints) > MOST:
        print(f"calcml: {label}: and {len(complaints) - MOST} more", file=sys.stderr)
