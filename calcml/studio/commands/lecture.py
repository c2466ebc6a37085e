"""``calcml lecture``: all scenes to one MP4 with chapters and captions."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from calcml.studio.catalogue import SceneCard, catalogue
from calcml.studio.commands.render import SCENE_FAILED, render_jobs, report
from calcml.studio.files import make_writable
from calcml.studio.jobs import Job
from calcml.studio.lecture_file import LectureFile, find_lecture_file, read_lecture_file
from calcml.studio.lectures import Plan, assemble, up_to_date
from calcml.studio.opening import open_file
from calcml.studio.options import VOICES, Choices, choices_of, picture_options, voice_options
from calcml.studio.problems import place
from calcml.studio.rendering import Rendered
from calcml.studio.store import Store, open_store
from calcml.studio.voice.asking import speech_for, write_script
from calcml.studio.voice.speech import SILENCE, Speech

__all__ = ["command"]

EXAMPLES = """
\b
Examples:
  calcml lecture
  calcml lecture -ql -p
  calcml lecture my/lecture.toml --theme light -o ~/videos
  calcml lecture --voice espeak-ng:en-gb
  calcml lecture --script script.md          what is to be read, and how files are named
  calcml lecture --voice recorded:my-voice
  calcml lecture -qk --scheduler tcp://host:8786
"""


@click.command(name="lecture", epilog=EXAMPLES + VOICES)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@voice_options
@picture_options
def command(
    *,
    file: Path | None,
    voice: str | None,
    script: Path | None,
    quality: str | None,
    theme: str | None,
    shape: str,
    output: Path | None,
    jobs: int | None,
    scheduler: str | None,
    preview: bool,
    verbose: bool,
) -> int:
    """Render the lecture of FILE (scenes/lecture.toml by default) into one MP4.

    The MP4 has a chapter marker for every scene and the captions as a track; beside it lie the
    captions as .srt and .vtt, a poster and a JSON description. Scenes that are up to date are
    not rendered again, and nothing is encoded twice. With --voice the captions are spoken, and
    each beat lasts as long as its words.
    """
    lecture = read_lecture_file(find_lecture_file(file))
    cards = catalogue(lecture)
    if script is not None:
        return write_script(cards, script)
    speech = SILENCE if voice is None else speech_for(voice, cards, open_store(output))
    plan = _plan(lecture, cards, choices_of(lecture, quality, theme, shape), output, speech)
    code = 0
    if up_to_date(plan):
        print("calcml: the lecture is up to date", file=sys.stderr)
    else:
        make_writable(plan.folder)
        code = _make(plan, open_store(output), jobs, scheduler, verbose=verbose)
    if code == 0:
        click.echo(place(plan.video))
        if preview:
            open_file(plan.video)
    return code


def _plan(
    lecture: LectureFile,
    cards: tuple[SceneCard, ...],
    choices: Choices,
    output: Path | None,
    speech: Speech,
) -> Plan:
    return Plan(
        lecture=lecture,
        cards=cards,
        keys=tuple(_job(card, choices, speech).key_now() for card in cards),
        choices=choices,
        folder=output or Path("media", "lecture"),
        speech=speech,
    )


def _job(card: SceneCard, choices: Choices, speech: Speech) -> Job:
    return Job(
        card=card, quality=choices.quality, theme=choices.theme, narration=speech.narration(card)
    )


def _make(
    plan: Plan, store: Store, workers: int | None, scheduler: str | None, *, verbose: bool
) -> int:
    """Render what is missing and join all; without every scene there is no lecture."""
    scenes = {(card.file, card.label): card for card in plan.cards}
    work = [_job(card, plan.choices, plan.speech) for card in scenes.values()]
    outcomes = render_jobs(work, store, workers, scheduler)
    code = report(outcomes, verbose=verbose)
    clips = {
        scene: outcome.clip
        for scene, outcome in zip(scenes, outcomes, strict=True)
        if isinstance(outcome, Rendered)
    }
    if len(clips) < len(work):
        missing = len(work) - len(clips)
        print(
            f"calcml: no lecture made, {missing} of {len(work)} scenes failed; the others are kept",
            file=sys.stderr,
        )
        return SCENE_FAILED
    chosen = [clips[card.file, card.label] for card in plan.cards]
    keys = tuple(clip.sidecar["key"] for clip in chosen)  # of what was really rendered
    assemble(replace(plan, keys=keys), chosen, store)
    return code
