"""A small review made by hand: two scenes, one of them hostile, three claims."""

from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from calcml.decks.claims import DeckClaim, Judged
from calcml.decks.findings.finding import Finding
from calcml.studio.readback.report import Reading, Report, Unread
from calcml.studio.review.gathering import Material, chapters_of, claim_views, topics_of
from calcml.studio.review.view import Review, Second

WIDTH, HEIGHT, FPS, FRAMES = 320, 180, 15, 60
HOSTILE = '</script><img src=x onerror="alert(\'1\')">{{ 7*7 }} #panic("no") $x$'

PLANE = {
    "kind": "plane", "name": "main", "x": [0.0, 4.0], "y": [0.0, 2.0], "log": [False, False],
    "box": [20.0, 20.0, 220.0, 120.0],
}  # fmt: skip


def entry(key: str, **told: Any) -> dict[str, Any]:
    """Return an entry as a sidecar tells it."""
    return {
        "key": key, "kind": "number", "symbol": "x", "value": 1.5, "repr": "1.5", "exact": "3/2",
        "error": 0.0, "bound": 2.3e-16, "shown": "1.5", "supported": "all", "formula": "3/2",
        "source": "calcml.here", "typst": "1.5", **told,
    }  # fmt: skip


def text(entries: list[str], box: list[float], *frames: tuple[int, int]) -> dict[str, Any]:
    """Return a text on screen that stands at one place in some frames."""
    return {
        "source": "$1.5$",
        "entries": entries,
        "rests": [
            {"frames": list(span), "box": box, "pen": box[:2], "em": 12, "inks": ["#ffffff"]}
            for span in frames
        ],
    }


def dot(name: str, at: tuple[float, float], *frames: tuple[int, int]) -> dict[str, Any]:
    """Return a dot of radius 4 that stands at one point."""
    rests = [
        {"frames": list(f), "axes": 0, "at": [list(at)], "ink": "#ffffff", "size": 4.0}
        for f in frames
    ]
    return {"name": name, "shape": "dot", "rests": rests}


def sidecar(**told: Any) -> dict[str, Any]:
    """Return the sidecar of a clip of four seconds."""
    return {
        "schema": 2, "scene": "Slopes", "chapter": "Lines", "number": "1.1",
        "title": "Slopes of a line", "sentence": "A line has one slope.", "slides": ["A1"],
        "parameters": {"at": "3/2", "steps": [1, "1/2"]}, "width": WIDTH, "height": HEIGHT,
        "fps": FPS, "frames": FRAMES, "duration": FRAMES / FPS,
        "timeline": [{"name": "show", "caption": "A line & its slope.", "start": 0.0, "end": 4.0}],
        "claims": [{"key": "one", "sentence": "the slope is one number", "holds": True}],
        "entries": [
            entry("slope", symbol="frac(f(a + h) - f(a), h)", formula="(f(a+h) - f(a))/h"),
            entry("point", kind="parameter", symbol="a", repr="0.1", exact="1/10", shown="0.1",
                  error=5.6e-18, typst="0.1"),
            entry("unseen", repr="2.0", exact=None, error=None, shown="2", typst="2"),
            entry("axes.main.x.0", kind="tick", symbol="x", shown="1", typst="1"),
        ],
        "screen": {
            "preamble": "", "axes": [PLANE],
            "texts": [
                text(["slope"], [10.0, 150.0, 310.0, 165.0], (5, 40)),
                text(["slope"], [240.0, 40.0, 272.0, 52.0], (20, 30)),
                text(["slope"], [240.0, 40.0, 272.0, 52.0], (30, 40)),
                text(["point"], [240.0, 60.0, 256.0, 72.0], (6, 12), (45, 55)),
                text(["axes.main.x.0"], [60.0, 124.0, 66.0, 134.0], (0, 60)),
            ],
            "marks": [dot("point", (1.0, 0.5), (0, 60))],
        },
        **told,
    }  # fmt: skip


def hostile_sidecar() -> dict[str, Any]:
    """Return the sidecar of a lecturer who means harm, or is careless."""
    return sidecar(
        scene="Hostile", chapter=f"Chapter {HOSTILE}", title=f"Title {HOSTILE}",
        sentence=HOSTILE, slides=[HOSTILE], parameters={HOSTILE: HOSTILE},
        timeline=[{"name": "a", "caption": HOSTILE, "start": 0.0, "end": 4.0}],
        claims=[{"key": "a", "sentence": HOSTILE, "holds": False}],
        entries=[
            entry("evil", symbol='#read("/etc/hosts")', shown=HOSTILE, typst="x$ #panic() $y",
                  formula=HOSTILE, source=HOSTILE, repr=HOSTILE),
            entry("torn", symbol="frac(1", shown="torn, formula", typst='#raw("<b>x = 3</b>")'),
            entry("huge", exact="7" * 300, repr="7e+299", shown="7·10²⁹⁹", typst="7 dot 10^299"),
        ],
        screen={"axes": [], "texts": [text(["evil"], [10, 10, 90, 30], (0, 60))], "marks": []},
    )  # fmt: skip


def clip(path: Path) -> Path:
    """Write a clip in which the brightness of every frame tells its number."""
    with av.open(path, "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(FRAMES):
            picture = np.full((HEIGHT, WIDTH, 3), brightness(number), dtype=np.uint8)
            output.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        output.mux(stream.encode())
    return path


def brightness(frame: int) -> int:
    """Return the grey of a frame of the clip."""
    return 4 * frame + 10


def poster(path: Path) -> Path:
    """Write a grey picture."""
    Image.new("RGB", (WIDTH, HEIGHT), (90, 90, 90)).save(path)
    return path


def report() -> Report:
    """Return what reading the first scene back has found: the point is not where it should be."""
    told: dict[str, Any] = {"frame": 25, "unit": "match", "tolerance": 0.2}
    wrong: dict[str, Any] = {
        "expected": "(70, 95)", "measured": "(72, 95)", "note": "it is to the right"
    }  # fmt: skip
    return Report(
        clip="Slopes.mp4", scene="Slopes", width=WIDTH, height=HEIGHT, fps=FPS, frames=FRAMES,
        readings=(
            Reading(kind="text", name="1.5", entries=("slope",), deviation=0.001, **told),
            Reading(kind="text", name="1.5", entries=("slope",), deviation=0.003, **told),
            Reading(kind="dot", name="point", entries=("point",), frame=25, unit="px",
                    deviation=2.0, tolerance=0.5, passed=False, **wrong),
        ),
        unread=(Unread(kind="text", name="0.1", entries=("point",), reason="a curve crosses it"),),
        on_screen=("slope", "point"),
    )  # fmt: skip


def opinions() -> dict[str, Second]:
    """Return what second methods say of the first scene: one agrees, one does not."""
    return {
        "slope": Second(value="1.5", method="central differences", agrees=True, distance=0.0),
        "unseen": Second(value="2.5", method="by hand", agrees=False, distance=0.5),
    }


def claims() -> tuple[Judged, ...]:
    """Return claims: two of the first scene, and one of a scene that is not there."""
    about: dict[str, Any] = {
        "slide": "A1", "statement": "A line has many slopes.", "formula": "m = 1"
    }  # fmt: skip
    fix: dict[str, Any] = {
        "correction": "A line has one slope.", "proof": "Its quotient does not depend on h."
    }  # fmt: skip
    wrong = DeckClaim(
        id="A-001", title="Many slopes", scene="Slopes", entries=("Slopes:slope",), **about, **fix
    )
    right = DeckClaim(id="A-002", title="One slope", scene="Slopes", **about)
    absent = DeckClaim(id="A-003", title="A shape", scene="JacobianShape", **about)
    return (
        Judged(wrong, Finding(stated=False, corrected=True, computed={"slopes": 1})),
        Judged(right, Finding(stated=True)),
        Judged(absent, Finding(stated=True)),
    )


def review(folder: Path, *, with_clips: bool = True, hostile: bool = True) -> Review:
    """Return the review; its files lie in a folder."""
    film = clip(folder / "clip.mp4") if with_clips else None
    materials = [
        Material(
            sidecar=sidecar(), label="Slopes", chapter="Lines", poster=poster(folder / "p.png"),
            clip=film, opinions=opinions(), report=report(),
        )
    ]  # fmt: skip
    if hostile:
        told = hostile_sidecar()
        materials.append(
            Material(
                sidecar=told, label="Hostile-at-1", chapter=told["chapter"], clip=film,
                poster=folder / "p.png", troubles=(HOSTILE,),
            )
        )  # fmt: skip
    views = claim_views(claims())
    return Review(
        title="A lecture <of mine>", author="A. Author", description="For tests & more.",
        quality="180p15", theme="dark", chapters=chapters_of(materials, views),
        topics=topics_of(views, [m.sidecar["scene"] for m in materials]),
        missing=(("Broken", HOSTILE),),
    )  # fmt: skip
