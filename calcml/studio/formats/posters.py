"""A picture of the end of what was made, and what a snippet has to know of it."""

import os
from dataclasses import replace
from pathlib import Path

from PIL import Image

from calcml.studio.alpha import straight
from calcml.studio.clips import save_frame
from calcml.studio.embedding import Shown
from calcml.studio.files import deliver
from calcml.studio.formats.orders import Made, Order
from calcml.studio.formats.pieces import Piece
from calcml.studio.formats.stretches import stretches
from calcml.studio.problems import writing
from calcml.studio.store import Store

__all__ = ["shown"]


def shown(made: Made, order: Order, store: Store) -> Shown:
    """Put a picture of the end beside a file, and return what a snippet tells of both.

    Parameters
    ----------
    made : Made
        Not a folder.
    order : Order
        What it was made for.
    store : Store
        Where there is room.

    Returns
    -------
    Shown

    Raises
    ------
    StudioError
        When the picture cannot be written.
    """
    poster, piece = made.path.with_suffix(".png"), made.piece
    if poster != made.path:
        with store.workspace() as room, writing(store.root):
            _take(piece, room / poster.name, exact=bool(order.format.module))
            deliver(room / poster.name, poster)
    with Image.open(poster if order.format.is_video else made.path) as picture:
        width, height = picture.size
    return Shown(
        path=_relative(made.path),
        poster=_relative(poster),
        kind=order.kind,
        width=width,
        height=height,
        title=piece.title,
        words=" ".join(piece.captions),
        loops=order.settings.loops(piece),
    )


def _take(piece: Piece, target: Path, *, exact: bool) -> None:
    """Save the last frame, with its alpha."""
    if not exact:
        save_frame(piece.clip, (piece.end - 0.5) / piece.fps, target)
        return
    *_, last = stretches(replace(piece, starts=piece.starts[-1:]))
    picture = Image.fromarray(straight(last.pixels))
    (picture if piece.transparent else picture.convert("RGB")).save(target)


def _relative(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()
