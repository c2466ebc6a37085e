"""PowerPoint: what to click."""

from calcml.studio.embedding.shown import Shown

__all__ = ["snippet"]


def snippet(shown: Shown) -> str:
    """Return the steps.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    if not shown.is_video:
        steps = [f"Insert > Pictures > This Device: {shown.path}"]
        if shown.kind == "webp":
            steps.append("It stands still there: render with --format gif or mp4 to see it move")
    else:
        steps = [f"Insert > Video > This Device: {shown.path}"]
        if shown.kind == "webm":
            steps.append("Not every PowerPoint plays WebM: render with --format mp4 to be sure")
        steps.append("Playback > Start: Automatically")
        if shown.loops:
            steps.append("Playback > Loop until Stopped")
        steps.append(f"Video Format > Poster Frame > Image from File: {shown.poster}")
    steps.append(f"Alt Text: {shown.line}")
    steps.append("Or have all slides made: calcml slides --to pptx")
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
