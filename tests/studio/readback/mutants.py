"""Clips that lie, or whose sidecars do, and what must catch each of them.

python -m tests.studio.readback.mutants prints the table: each lie, what caught it, how far off.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from calcml.stage.theme import FUNCTION, SECANT
from calcml.studio.readback import Reading
from tests.studio.readback import drawn_lies as lies
from tests.studio.readback.encoded_lies import Frames, rewritten
from tests.studio.readback.filming import BEATS, filmed
from tests.studio.readback.mutant import Mutant, Told, caught, made, verdict_on

__all__ = ["MUTANTS"]


def _late(frames: Frames, target: Path) -> None:
    rewritten([frames[0], *frames[:-1]], target)


def _early(frames: Frames, target: Path) -> None:
    rewritten([*frames[1:], frames[-1]], target)


def _lost_and_made_up(frames: Frames, target: Path) -> None:
    """Lose a frame while the dot walks, and let the last one stand twice."""
    rewritten([*frames[:38], *frames[39:], frames[-1]], target)


def _entry(key: str, **change: Any) -> Told:
    def tell(sidecar: dict[str, Any]) -> None:
        entry = next(each for each in sidecar["entries"] if each["key"] == key)
        assert set(change) <= set(entry)
        entry.update(change)
        sidecar["screen"].update(texts=[], marks=[])  # the picture has no part in it

    return tell


def _kept_back(key: str) -> Told:
    def tell(sidecar: dict[str, Any]) -> None:
        sidecar["entries"] = [entry for entry in sidecar["entries"] if entry["key"] != key]

    return tell


def _mark(name: str, change: Callable[[dict[str, Any]], None]) -> Told:
    def tell(sidecar: dict[str, Any]) -> None:
        for mark in sidecar["screen"]["marks"]:
            for rest in mark["rests"] if mark["name"] == name else ():
                change(rest)

    return tell


def _text_moved(sidecar: dict[str, Any]) -> None:
    for text in sidecar["screen"]["texts"]:
        for rest in text["rests"] if text["source"] == "$4096$" else ():
            rest["pen"][0] += 4


def _covered(sidecar: dict[str, Any]) -> None:
    """Say that something passes over the whole picture all the time."""
    whole = [[0, 0, sidecar["width"], sidecar["height"]]]
    for thing in (*sidecar["screen"]["texts"], *sidecar["screen"]["marks"]):
        _cover(thing, whole, sidecar["frames"])


def _cover(thing: dict[str, Any], boxes: list[list[int]], frames: int) -> None:
    thing["passing"] = [{"frame": frame, "boxes": boxes} for frame in range(frames)]


def _covered_there(name: str) -> Told:
    """Say that something passes over a thing, and over nothing else, in every frame."""

    def tell(sidecar: dict[str, Any]) -> None:
        covered = [text for text in sidecar["screen"]["texts"] if text["source"] == name]
        assert covered
        for text in covered:
            boxes = [[int(edge) for edge in rest["box"]] for rest in text["rests"]]
            _cover(text, boxes, sidecar["frames"])

    return tell


def _other_digit(at: int, digit: str) -> Mutant:
    wrong = "4096"[:at] + digit + "4096"[at + 1 :]
    return Mutant(
        says=f"4096 is drawn as {wrong}", kind="text", name="4096",
        drawn=lies.glyphs_of({"$4096$": f"${wrong}$"}),
    )  # fmt: skip


def _flipped(ends: Any) -> Any:
    return ends[0], 2 * ends[0] - ends[1]


def _swapped(ends: Any) -> Any:
    return ends[::-1]


def _turned(degrees: float) -> Callable[[Any], Any]:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return lambda ends: (ends[0], ends[0] + (ends[1] - ends[0]) @ [[cos, sin], [-sin, cos]])


def _one_flipped(spans: Any) -> Any:
    return np.vstack([spans[:2], -spans[2:3], spans[3:]])


WALK, STAND = "It climbs to $4.5$ now.", "All of $3$ stand still."

MUTANTS = (
    # Dots.
    *(
        Mutant(says=f"the {name} is {how}", kind=kind, name=name, drawn=lies.moved(name, *by))
        for name, kind, how, by in (
            ("fixed", "dot", "2 px too far right", (2, 0)),
            ("fixed", "dot", "2 px too far down", (0, 2)),
            ("fixed", "dot", "1 px too far left", (-1, 0)),
            ("fixed", "dot", "8 px too far left", (-8, 0)),
            ("walker", "dot", "2 px too far right and down", (1.42, 1.42)),
            ("walker", "dot", "8 px too far left", (-8, 0)),
            ("ring", "ring", "2 px too far right and down", (1.42, 1.42)),
            ("ring", "ring", "8 px too far left", (-8, 0)),
        )
    ),
    Mutant(says="the walker is far from where it should be", kind="dot", name="walker",
           drawn=lies.moved("walker", 40, -40)),
    Mutant(says="the walking dot lags by a frame", kind="dot", name="walker", drawn=lies.lagging,
           beats=BEATS),
    Mutant(says="a dot is not drawn", kind="dot", name="fixed",
           drawn=lies.drawn_by_no_one("fixed")),
    Mutant(says="a walking dot is not drawn", kind="dot", name="walker",
           drawn=lies.drawn_by_no_one("walker"), beats=BEATS),
    Mutant(says="a ring is not drawn", kind="ring", name="ring",
           drawn=lies.drawn_by_no_one("ring")),
    Mutant(says="a dot has the colour of the background", kind="dot", name="fixed",
           drawn=lies.hidden_by_its_colour("fixed")),
    Mutant(says="a dot stands at NaN", kind="dot", name="fixed", drawn=lies.nowhere("fixed"),
           blind=True, beats=BEATS),
    Mutant(says="a dot has the colour of another one", kind="dot", name="walker",
           drawn=lies.in_another_colour("walker", SECANT)),
    Mutant(says="a dot has the colour of the curve", kind="dot", name="walker",
           drawn=lies.in_another_colour("walker", FUNCTION)),
    # Lines and arrows.
    *(
        Mutant(says=f"the tangent has the colour of the {role.value}", kind="line",
               drawn=lies.line_in_another_colour(role))
        for role in (SECANT, FUNCTION)
    ),
    Mutant(says="the tangent is too steep by 1°", kind="line",
           drawn=lies.turned_line(1), beats=BEATS),
    Mutant(says="the tangent is too flat by 1°", kind="line",
           drawn=lies.turned_line(-1), beats=BEATS),
    Mutant(says="the tangent lies 2 px aside", kind="line", drawn=lies.shifted_line(2)),
    Mutant(says="the tangent lies 5 px aside", kind="line", drawn=lies.shifted_line(5)),
    Mutant(says="the tangent lies 20 px aside", kind="line", drawn=lies.shifted_line(20)),
    Mutant(says="an arrow points the other way", kind="arrow",
           drawn=lies.arrow_from_elsewhere(_flipped)),
    Mutant(says="an arrow has its head at its tail", kind="arrow",
           drawn=lies.arrow_from_elsewhere(_swapped)),
    Mutant(says="an arrow is turned by 5°", kind="arrow",
           drawn=lies.arrow_from_elsewhere(_turned(5))),
    Mutant(says="an arrow is turned by -5°", kind="arrow",
           drawn=lies.arrow_from_elsewhere(_turned(-5))),
    Mutant(says="an arrow is half as long", kind="arrow",
           drawn=lies.arrow_from_elsewhere(lambda ends: (ends[0], ends.mean(axis=0)))),
    Mutant(says="an arrow is a fifth too long", kind="arrow",
           drawn=lies.arrow_from_elsewhere(lambda ends: (ends[0], 1.2 * ends[1] - 0.2 * ends[0]))),
    Mutant(says="the gradient's sign is flipped", kind="field",
           drawn=lies.field_changed(np.negative)),
    Mutant(says="one arrow of the field is flipped", kind="field",
           drawn=lies.field_changed(_one_flipped)),
    Mutant(says="the field is turned by 5°", kind="field", drawn=lies.turned_field(5)),
    # Texts.
    *(_other_digit(at, digit) for at, digit in ((0, "1"), (1, "8"), (2, "8"), (3, "8"), (3, "5"))),
    Mutant(says="a minus sign is lost", kind="text", name="1.75",
           drawn=lies.glyphs_of({"$-1.75$": "$1.75$"})),
    Mutant(says="a minus sign is not drawn", kind="text", name="1.75",
           drawn=lies.glyph_erased("$-1.75$", 0)),
    Mutant(says="a minus sign is a plus sign", kind="text", name="1.75",
           drawn=lies.glyphs_of({"$-1.75$": "$+1.75$"})),
    Mutant(says="a minus sign is made up", kind="text", name="4096",
           drawn=lies.glyphs_of({"$4096$": "$-4096$"})),
    Mutant(says="a decimal point is lost", kind="text", name="3.25",
           drawn=lies.glyphs_of({"$3.25$": "$325$"})),
    Mutant(says="a decimal point is not drawn", kind="text", name="3.25",
           drawn=lies.glyph_erased("$3.25$", 1)),
    Mutant(says="a decimal point is a comma", kind="text", name="3.25",
           drawn=lies.glyphs_of({"$3.25$": '$3","25$'})),
    Mutant(says="a decimal point stands one digit further on", kind="text", name="3.25",
           drawn=lies.glyphs_of({"$3.25$": "$32.5$"})),
    Mutant(says="the last digit is not drawn", kind="text", name="1.414",
           drawn=lies.glyph_erased("$1.414$", 4)),
    Mutant(says="a zero is added", kind="text", name="4096",
           drawn=lies.glyphs_of({"$4096$": "$40960$"})),
    Mutant(says="an exponent is wrong", kind="text", name="2.5",
           drawn=lies.glyphs_of({"$2.5 dot 10^(-3)$": "$2.5 dot 10^(-5)$"})),
    Mutant(says="an exponent lost its sign", kind="text", name="2.5",
           drawn=lies.glyphs_of({"$2.5 dot 10^(-3)$": "$2.5 dot 10^(3)$"})),
    Mutant(says="a rounded number is said to be equal", kind="text", name="0.333",
           drawn=lies.glyphs_of({"$r approx 0.333$": "$r = 0.333$"})),
    Mutant(says="two numbers are exchanged", kind="text", name="3.25",
           drawn=lies.glyphs_of({"$3.25$": "$1.414$", "$1.414$": "$3.25$"})),
    Mutant(says="a cell of a table is wrong", kind="text", name="7.25",
           drawn=lies.glyphs_of({"$7.25$": "$7.26$"})),
    Mutant(says="a tick of an axis is wrong", kind="text", name="6",
           drawn=lies.glyphs_of({"$6$": "$5$"})),
    Mutant(says="a number is not drawn", kind="text", name="1.414",
           drawn=lies.glyph_erased("$1.414$")),
    Mutant(says="a caption is not drawn", kind="text", name="climbs",
           drawn=lies.glyph_erased(WALK), beats=BEATS),
    Mutant(says="a caption has the number of the beat before", kind="text", name="climbs",
           drawn=lies.glyphs_of({WALK: "It climbs to $3$ now."}), beats=BEATS),
    Mutant(says="a caption is that of the beat before", kind="text", name="climbs",
           drawn=lies.glyphs_of({WALK: STAND}), beats=BEATS),
    Mutant(says="a title is another one", kind="text", name="trial",
           drawn=lies.glyphs_of({"#strong[A trial with $3$]": "#strong[A proof with $3$]"})),
    Mutant(says="the markup is that of another number", kind="text", name="4097",
           drawn=lies.written_as({"4096": "4097"})),
    Mutant(says="a number on screen has no entry", kind="text", name="4096",
           drawn=lies.number_without_entry("year")),
    # Frames.
    Mutant(says="the picture is one frame late", kind="dot", name="walker", encoded=_late),
    Mutant(says="the picture is one frame early", kind="dot", name="walker", encoded=_early),
    Mutant(says="a frame is dropped", kind="frames", name="frames",
           encoded=lambda frames, to: rewritten([*frames[:30], *frames[31:]], to)),
    Mutant(says="a frame is doubled", kind="frames", name="frames",
           encoded=lambda frames, to: rewritten([*frames[:30], *frames[29:]], to)),
    Mutant(says="a frame is dropped, and another one doubled", kind="dot", name="walker",
           encoded=_lost_and_made_up),
    Mutant(says="the picture has another size", kind="frames", name="size",
           encoded=lambda frames, to: rewritten(frames, to, size=(640, 360))),
    Mutant(says="the picture has another frame rate", kind="frames", name="frames",
           encoded=lambda frames, to: rewritten(frames, to, fps=30)),
    Mutant(says="the clip begins a frame later", kind="frames", name="frames",
           encoded=lambda frames, to: rewritten(frames, to, first=1)),
    # Sidecars.
    Mutant(says="a stale clip stands beside a new ledger", kind="frames", name="file",
           given={"count": "2"}, forged=False),
    Mutant(says="a stale clip stands beside a new ledger with its digest", kind="text", name="3",
           given={"count": "2"}),
    *(
        Mutant(says=f"the ledger tells another {name} of a number", kind="ledger", name="decimal",
               told=_entry("decimal", **{name: value}))
        for name, value in (("value", 3.5), ("repr", "3.5"), ("exact", "7/2"), ("shown", "3.5"),
                            ("typst", "3.5"), ("error", 1.0), ("symbol", "u"),
                            ("formula", "2 x"), ("source", "nowhere"))
    ),
    Mutant(says="the ledger keeps a number back", kind="ledger", name="root",
           told=_kept_back("root")),
    Mutant(says="the sidecar tells another place of a dot", kind="dot", name="fixed",
           told=_mark("fixed", lambda rest: rest.update(at=[[7.1, 1.5]]))),
    Mutant(says="the sidecar tells another place of a text", kind="text", name="4096",
           told=_text_moved),
    Mutant(says="the sidecar tells other axes", kind="dot", name="fixed",
           told=lambda told: told["screen"]["axes"][0].update(x=[0.0, 8.2])),
    # What is said to pass over a lie in every frame.
    *(
        Mutant(says=f"{what}, and something is said to pass over all", kind=kind, name=name,
               drawn=lie, told=_covered, beats=BEATS)
        for what, kind, name, lie in (
            ("4096 is drawn as 4896", "text", "4096", lies.glyphs_of({"$4096$": "$4896$"})),
            ("a caption is not drawn", "text", "climbs", lies.glyph_erased(WALK)),
            ("a dot is 2 px too far right", "dot", "fixed", lies.moved("fixed", 2, 0)),
            ("the walking dot lags by a frame", "dot", "walker", lies.lagging),
            ("the tangent is too steep by 1°", "line", "", lies.turned_line(1)),
            ("an arrow is turned by 5°", "arrow", "", lies.arrow_from_elsewhere(_turned(5))),
        )
    ),
    Mutant(says="a cell is wrong, and something is said to pass over that cell all the time",
           kind="text", name="7.25", drawn=lies.glyphs_of({"$7.25$": "$7.26$"}),
           told=_covered_there("$7.25$")),
)  # fmt: skip


def main() -> int:
    """Print the table, or the rows that hold a word."""
    say = click.echo
    say("| lie | caught by | how far off | said of it |\n|---|---|---|---|")
    lived = 0
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "right").mkdir()
        right = filmed(Path(place) / "right")
        wanted = [m for m in MUTANTS if not sys.argv[1:] or sys.argv[1] in m.says]
        for number, mutant in enumerate(wanted):
            folder = Path(place) / str(number)
            folder.mkdir()
            found = caught(mutant, verdict_on(made(mutant, right, folder)))
            lived += not found
            say(_row(mutant, found))
    say(f"\n{len(wanted) - lived} of {len(wanted)} caught")
    return bool(lived)


def _row(mutant: Mutant, found: Sequence[Reading]) -> str:
    if not found:
        return f"| {mutant.says} | **nothing** | | |"
    first = max(found, key=lambda reading: reading.deviation)
    off = f"{first.deviation:.2f} {first.unit}" if first.unit else ""
    return f"| {mutant.says} | {first.kind} {first.name} | {off} | {first.note} |"


if __name__ == "__main__":
    sys.exit(main())
