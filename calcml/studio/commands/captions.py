"""``calcml captions``: what is said in a finished video, in the form that another program reads."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click

from calcml.studio.captions import srt_text, vtt_text
from calcml.studio.files import written
from calcml.studio.finished import finished_lectures
from calcml.studio.passages import passages_of
from calcml.studio.problems import StudioError, place
from calcml.studio.transcripts import Passage, chapters_text, transcript_text

__all__ = ["command"]

EXAMPLES = """
\b
Examples:
  calcml captions                                           of the lecture, as WebVTT
  calcml captions --format chapters                         for a video's description
  calcml captions --format md -o transcript.md
  calcml captions media/clips/1080p60/SecantToTangent.mp4 --format srt -o talk.srt
"""


@click.command(name="captions", epilog=EXAMPLES)
@click.argument("video", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(("vtt", "srt", "md", "chapters")), default="vtt",
    help="WebVTT, SubRip, a transcript with times in Markdown, or a list of chapters. [vtt]",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Write a file instead of to the terminal.",
)  # fmt: skip
def command(*, video: Path | None, form: str, output: Path | None) -> None:
    """Print the captions of VIDEO, by default of the lecture in media/lecture.

    VIDEO is a lecture or a scene's clip with the JSON file that was written beside it.
    """
    chosen = video or _only(finished_lectures())
    passages = passages_of(chosen)
    text = FORMS[form](chosen, passages)
    if output is None:
        click.echo(text, nl=False)
        return
    written(output, text)
    click.echo(place(output))


def _only(lectures: Sequence[Path]) -> Path:
    if len(lectures) > 1:
        names = ", ".join(map(place, lectures))
        raise StudioError(f"there are several lectures, name one: {names}")
    return lectures[0]


def _transcript(video: Path, passages: Sequence[Passage]) -> str:
    title = passages[0].title if len(passages) == 1 else video.stem
    return transcript_text(title, passages)


FORMS: Mapping[str, Callable[[Path, Sequence[Passage]], str]] = {
    "vtt": lambda _, passages: vtt_text(chain.from_iterable(each.cues for each in passages)),
    "srt": lambda _, passages: srt_text(chain.from_iterable(each.cues for each in passages)),
    "md": _transcript,
    "chapters": lambda _, passages: chapters_text(passages),
}
