"""Everything that is measured, in one go: ``make bench``.

For each scene, at 1080p60 on all cores: our render from nothing, the same pictures in plain Manim
(``peers/``), and the encoder's floor. A peer with a surface would take a quarter of an hour, so it
is rendered at two low frame rates, and its cost at 60 frames a second is read off the line through
both; ``--full`` names those to be rendered whole. Then the whole lecture, cost against length and
against the resolution of a surface, and the two commands that must answer at once.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import av

from benchmarks.surfaces import measure
from benchmarks.surfaces import table as surface_table
from benchmarks.timing import Spent, spent_on
from calcml.studio.catalogue import catalogue
from calcml.studio.lecture_file import read_lecture_file

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
LECTURE = HERE.parent / "scenes" / "lecture.toml"
FPS = 60
RATES = (3, 9)
NOTES = Path(tempfile.gettempdir()) / "calcml-bench-notes"
SPATIAL = {"ParaboloidSlices", "NonSeparablePartial", "GaussianGradientField"}
SECONDS = {"Once": 1, "Twice": 2, "FourTimes": 4}


@dataclass(frozen=True)
class Row:
    """One scene: ours, the peer's and the floor.

    Attributes
    ----------
    name : str
    frames : int
    ours : Spent
    wall, cpu : float
        Seconds that plain Manim takes.
    floor : float
        CPU seconds of the encoder alone.
    """

    name: str
    frames: int
    ours: Spent
    wall: float
    cpu: float
    floor: float

    def line(self) -> str:
        """Return the row of the table."""
        ours, seconds = self.ours, self.frames / FPS
        return (
            f"{self.name:24}{seconds:7.1f}{ours.wall:8.1f}{seconds / ours.wall:7.2f}"
            f"{self.wall:9.1f}{self.wall / ours.wall:7.1f}{self.cpu / ours.cpu:7.1f}"
            f"{ours.cpu:8.1f}{self.floor:8.1f}{ours.cpu / self.floor:7.2f}"
            f"{ours.memory / 1e6:7.0f}"
        )


HEAD = (
    f"{'':24}{'video':>7}{'ours':>8}{'real-':>7}{'plain':>9}{'× by':>7}{'× by':>7}"
    f"{'ours':>8}{'floor':>8}{'×':>7}{'MB':>7}\n"
    f"{'scene':24}{'s':>7}{'wall s':>8}{'time':>7}{'wall s':>9}{'wall':>7}{'CPU':>7}"
    f"{'CPU s':>8}{'CPU s':>8}{'floor':>7}{'peak':>7}"
)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder without any ``manim.cfg`` above it, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def with_notes(folder: Path) -> None:
    """Put the notes on the sources where `calcml` finds them: they outlast every render."""
    if NOTES.is_dir():
        shutil.copytree(NOTES, folder / "media/.calcml/sources")


def keep_notes(folder: Path) -> None:
    """Keep the notes of a render for the next."""
    shutil.copytree(folder / "media/.calcml/sources", NOTES, dirs_exist_ok=True)


def ours(names: Sequence[str], *, pairs: int = 1) -> tuple[Spent, list[Path]]:
    """Render scenes from nothing; return the median run and copies of its segments."""
    runs = []
    for turn in range(pairs):
        with scratch() as folder:
            with_notes(folder)
            command: list[str | Path] = [BIN / "calcml", "render", *names, "-qh", "-f", LECTURE]
            runs.append(spent_on(command, folder))
            if turn == pairs - 1:
                kept = Path(tempfile.mkdtemp(prefix="bench-kept-"))
                found = sorted((folder / "media/.calcml/beats").rglob("*.mp4"))
                segments = [
                    Path(shutil.copy(each, kept / f"{number}.mp4"))
                    for number, each in enumerate(found)
                ]
    return sorted(runs, key=lambda run: run.wall)[pairs // 2], segments


def plain(name: str, file: Path, fps: int) -> Spent:
    """Render the peer of a scene by plain Manim with its default settings."""
    peer = HERE / "peers" / file.name
    with scratch() as folder:
        command: list[str | Path] = [
            BIN / "manim", "render", "-r", "1920,1080", "--fps", str(fps), "--disable_caching",
            "--media_dir", folder / "media", peer, name,
        ]  # fmt: skip
        return spent_on(command, folder)


def at_full_rate(name: str, file: Path, *, whole: bool) -> tuple[float, float]:
    """Return wall and CPU seconds of the peer at 60 frames a second."""
    if whole:
        spent = plain(name, file, FPS)
        return spent.wall, spent.cpu
    low, high = (plain(name, file, fps) for fps in RATES)
    share = (FPS - RATES[0]) / (RATES[1] - RATES[0])
    return (
        low.wall + share * (high.wall - low.wall),
        low.cpu + share * (high.cpu - low.cpu),
    )


def floor_of(segments: Sequence[Path]) -> tuple[float, int]:
    """Return the encoder's CPU seconds and the number of frames, found in another process."""
    command = [sys.executable, "-m", "benchmarks.floor", *map(str, segments)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), int(told[1])


def rows(names: Iterable[str], *, full: Iterable[str], pairs: int) -> Iterator[Row]:
    """Measure scenes one after another."""
    cards = {card.name: card for card in catalogue(read_lecture_file(LECTURE))}
    for name in names or cards:
        wall, cpu = at_full_rate(name, cards[name].file, whole=name in full or name not in SPATIAL)
        mine, segments = ours([name], pairs=pairs)
        floor, frames = floor_of(segments)
        shutil.rmtree(segments[0].parent)
        yield Row(name, frames, mine, wall, cpu, floor)


def summary(table: Sequence[Row]) -> str:
    """Return medians over flat and spatial scenes."""
    lines = []
    for what, chosen in (
        ("2D scenes", [row for row in table if row.name not in SPATIAL]),
        ("3D scenes", [row for row in table if row.name in SPATIAL]),
    ):
        if chosen:
            wall = median(row.wall / row.ours.wall for row in chosen)
            cpu = median(row.cpu / row.ours.cpu for row in chosen)
            lines.append(f"{what}: median {wall:.1f} times as fast by wall, {cpu:.1f} by CPU")
    frames, spent = sum(row.frames for row in table), sum(row.ours.cpu for row in table)
    floor = sum(row.floor for row in table)
    lines.append(
        f"CPU a frame: ours {1000 * spent / frames:.2f} ms, floor {1000 * floor / frames:.2f} ms, "
        f"ratio {spent / floor:.2f}"
    )
    return "\n".join(lines)


def whole_lecture() -> str:
    """Render the lecture from nothing, then once more with nothing changed."""
    with scratch() as folder:
        with_notes(folder)
        command: list[str | Path] = [BIN / "calcml", "lecture", LECTURE, "-qh"]
        first, again = spent_on(command, folder), spent_on(command, folder)
        video = next((folder / "media/lecture").glob("*.mp4"))
        size = video.stat().st_size
        frames = encoding_frames(video)
    return (
        f"lecture of {frames / FPS:.1f} s: {first.wall:.1f} s of wall time, {first.cpu:.1f} s of "
        f"CPU ({1000 * first.cpu / frames:.2f} ms a frame), realtime factor "
        f"{frames / FPS / first.wall:.2f}, largest process {first.memory / 1e6:.0f} MB, "
        f"{size / 1e6:.0f} MB of video; nothing changed: {again.wall:.2f} s"
    )


def encoding_frames(video: Path) -> int:
    """Return how many frames a video has."""
    with av.open(video) as container:
        return sum(1 for packet in container.demux(video=0) if packet.pts is not None)


def lengths() -> str:
    """Render one, two and four like beats on one worker."""
    lines = ["cost against length (one worker, 1080p60):"]
    for name, times in SECONDS.items():
        with scratch() as folder:
            with_notes(folder)
            lecture = HERE / "lengths.toml"
            command: list[str | Path] = [
                BIN / "calcml",
                "render",
                name,
                "-qh",
                "-j1",
                "-f",
                lecture,
            ]
            spent = spent_on(command, folder)
        lines.append(
            f"  {times} beats: {spent.wall:6.1f} s wall, {spent.cpu:6.1f} s CPU, "
            f"{spent.memory / 1e6:.0f} MB"
        )
    return "\n".join(lines)


def answers() -> str:
    """Time the commands that must answer at once."""
    with scratch() as folder:
        lines = []
        for command in (["--help"], ["values", "SecantToTangent", "-f", str(LECTURE)]):
            runs = [spent_on([BIN / "calcml", *command], folder).wall for _ in range(5)]
            lines.append(f"calcml {' '.join(command[:2])}: {median(runs):.2f} s")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", help="only these scenes")
    parser.add_argument("--full", nargs="*", default=[], help="peers to render whole")
    parser.add_argument("--pairs", type=int, default=1, help="runs of ours, of which the median")
    parser.add_argument("--only-scenes", action="store_true", help="leave out all the rest")
    chosen = parser.parse_args()
    with scratch() as folder:  # what follows finds the sources read, as from the second run on
        spent_on([BIN / "calcml", "render", "ReciprocalBothSides", "-ql", "-f", LECTURE], folder)
        keep_notes(folder)
    print(HEAD, flush=True)
    table = []
    for row in rows(chosen.scenes, full=chosen.full, pairs=chosen.pairs):
        table.append(row)
        print(row.line(), flush=True)
    print(summary(table), flush=True)
    if not chosen.only_scenes:
        for part in (whole_lecture, lengths, answers):
            print(part(), flush=True)
        print(surface_table(measure()))


if __name__ == "__main__":
    main()
