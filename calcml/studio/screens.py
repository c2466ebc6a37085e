"""What was on screen in a clip, put together from what was seen in each of its beats."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from calcml.studio.readback.places import pixels_of

__all__ = ["screen_of"]


def screen_of(beats: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[str, Any]:
    """Join the sights of beats.

    Parameters
    ----------
    beats : iterable of (int, mapping)
        For each beat the number of its first frame, and what was seen, in frames of its own:
        ``preamble``, ``axes``, ``texts`` and ``marks``.

    Returns
    -------
    dict
        The same, in frames of the clip; each view once.

    Examples
    --------
    >>> text = {"source": "a", "entries": [], "rests": [{"frames": [0, 9]}]}
    >>> seen = {"axes": [], "texts": [text], "marks": []}
    >>> screen_of([(0, seen), (10, seen)])["texts"][1]["rests"]
    [{'frames': [10, 19]}]
    """
    axes: list[Any] = []
    preamble, texts, marks = "", [], []
    for start, sights in beats:
        views, preamble = [], sights.get("preamble", preamble)
        for view in sights.get("axes", ()):
            if view not in axes:
                axes.append(view)
            views.append(axes.index(view))
        texts += [_shifted(text, start, views) for text in sights.get("texts", ())]
        marks += [_placed(_shifted(mark, start, views), axes) for mark in sights.get("marks", ())]
    return {"preamble": preamble, "axes": axes, "texts": texts, "marks": marks}


def _shifted(thing: Mapping[str, Any], start: int, views: list[int]) -> dict[str, Any]:
    """Return a thing's sights in frames of the clip and with the clip's views."""
    told = dict(thing)
    told["rests"] = [
        {**_viewed(rest, views), "frames": [frame + start for frame in rest["frames"]]}
        for rest in thing["rests"]
    ]
    if "moves" in thing:
        told["moves"] = [
            {**_viewed(move, views), "first": move["first"] + start} for move in thing["moves"]
        ]
    if "passing" in thing:
        told["passing"] = [{**each, "frame": each["frame"] + start} for each in thing["passing"]]
    return told


def _placed(mark: dict[str, Any], axes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a mark with the pixels of its places at rest."""
    for rest in mark["rests"]:
        view = axes[rest["axes"]]
        rest["pixels"] = [[round(c, 2) for c in pixels_of(view, point)] for point in rest["at"]]
    return mark


def _viewed(sight: Mapping[str, Any], views: list[int]) -> dict[str, Any]:
    return {**sight, "axes": views[sight["axes"]]} if "axes" in sight else dict(sight)
