"""Tell one scene with parameters of one's own, and say what is wrong with its pictures.

python -m tests.tell SecantToTangent function="sin(x)" at=1 --stills DIR --theme light
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from manim import tempconfig

from calcml.core.errors import CalcmlError
from calcml.lessons.lesson import Lesson
from calcml.stage import theme
from calcml.stage.lint import faults
from calcml.stage.scene import LessonScene
from tests.scene_files import loaded, scene_names

__all__ = ["Told", "lesson_with", "scene_class", "tell"]


@dataclass
class Told:
    """What was seen of a scene told with some parameters."""

    scene: LessonScene
    beats: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def scene_class(name: str) -> type[LessonScene]:
    """Return a scene of the lecture by its name."""
    path = next(path for path, scene in scene_names() if scene == name)
    found: type[LessonScene] = getattr(loaded(path), name)
    return found


def lesson_with(name: str, parameters: Mapping[str, Any]) -> Lesson:
    """Return the lesson of a scene with other parameters, or raise what refuses them."""
    lesson = scene_class(name).lesson.with_parameters(**parameters)
    lesson.require_claims()
    return lesson


def tell(
    name: str,
    parameters: Mapping[str, Any],
    *,
    theme_name: str = "dark",
    stills: Path | None = None,
    height: int = 480,
    shape: str = "16:9",
) -> Told:
    """Tell a scene without its motion, lint the end of each beat, and keep the pictures."""
    theme.use(theme_name)
    across, down = map(int, shape.split(":"))
    width, height = (
        (height * across // down // 2 * 2, height)
        if across >= down
        else (height, height * down // across // 2 * 2)
    )
    size = {"pixel_width": width, "pixel_height": height, "frame_rate": 15}
    quiet = {"dry_run": True, "progress_bar": "none", "verbosity": "ERROR"}
    with tempconfig({**size, **quiet}):
        scene = scene_class(name)(skip_animations=True)
        scene.lesson = lesson_with(name, parameters)
        told = Told(scene)

        def ended(_: LessonScene, span: Any) -> None:
            told.beats.append(span.name)
            told.faults.extend(f"{span.name}: {fault}" for fault in faults(scene))
            if stills is not None:
                scene.renderer.static_image = None
                scene.renderer.update_frame(scene)
                stills.mkdir(parents=True, exist_ok=True)
                picture = stills / f"{len(told.beats):02}-{span.name}.png"
                scene.camera.get_image().convert("RGB").save(picture)

        scene.beat_ended = ended
        scene.render()
    return told


def main() -> int:
    """Run from the command line."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("scene")
    reader.add_argument("parameters", nargs="*", help="key=value")
    reader.add_argument("--stills", type=Path)
    reader.add_argument("--theme", default="dark")
    reader.add_argument("--height", type=int, default=480, help="of the shorter side")
    reader.add_argument("--shape", default="16:9")
    given = reader.parse_args()
    parameters = dict(each.split("=", 1) for each in given.parameters)
    try:
        told = tell(
            given.scene, parameters, theme_name=given.theme, stills=given.stills,
            height=given.height, shape=given.shape,
        )  # fmt: skip
    except CalcmlError as error:
        print(f"refused: {error}")
        return 2
    lesson = told.scene.lesson
    print(lesson.title)
    for beat in told.beats:
        print(f"  {beat}: {lesson.caption(beat)}")
    print("\n".join(told.faults) or "no faults")
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
