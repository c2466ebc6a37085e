"""The witness of a scene: one look at every frame, and a record of each beat."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from calcml.stage.space import Space
from calcml.stage.text import Typeset, plain_preamble
from calcml.stage.witness.marks import MarkSight
from calcml.stage.witness.parts import PartSight
from calcml.stage.witness.passing import Passer, Passing, Spot
from calcml.stage.witness.sights import Sight
from calcml.stage.witness.texts import TextSight
from calcml.stage.witness.views import Views

if TYPE_CHECKING:
    from calcml.stage.scene import LessonScene

__all__ = ["Witness"]


class Witness:
    """Takes down what a scene shows.

    What did not change since the last frame is told by the camera, which compares everything that
    it draws; so a look costs little.

    Parameters
    ----------
    scene : LessonScene
        Drawn by a `FilmCamera`.
    """

    def __init__(self, scene: "LessonScene") -> None:
        self.scene = scene
        self._sights: dict[int, Sight] = {}
        self._views = Views(scene)
        self._passing = Passing()
        self._on_stage: tuple[Any, ...] = ()
        self._texts: list[Typeset] = []
        self._spaces: list[Space] = []

    def see(self, frame: int, count: int) -> None:
        """Look at what is on screen now.

        Parameters
        ----------
        frame : int
            Number of the frame, from the start of the scene.
        count : int
            For how many frames it stands.
        """
        seen = self.scene.camera.seen
        if seen is None:  # drawn by Manim's own ways: nothing is known
            return
        self._views.renew()
        sights = list(self._looked_at())
        for sight in sights:
            sight.look(seen, frame, count)
        self._note_what_passes(seen, sights, frame)

    def take(self, start: int) -> dict[str, Any]:
        """Return the record since the last time, and begin a new one.

        Parameters
        ----------
        start : int
            The number of the first frame, from which the record counts.

        Returns
        -------
        dict
            ``preamble``, ``axes``, ``texts`` and ``marks``, as plain data.
        """
        told = [self._told(sight, start) for sight in self._sights.values()]
        record = {
            "preamble": plain_preamble(),
            "axes": self._views.known,
            "texts": [each for each in told if each and "source" in each],
            "marks": [each for each in told if each and "shape" in each],
        }
        self._sights, self._views, self._passing = {}, Views(self.scene), Passing()
        self._on_stage = ()
        return record

    def _told(self, sight: Sight, start: int) -> dict[str, Any] | None:
        """Return what is known of a thing, and what passed over it."""
        told, passing = sight.told(start), self._passing.told(id(sight), start, sight.grain)
        return {**told, "passing": passing} if told and passing else told

    def _note_what_passes(self, seen: Mapping[int, Any], sights: list[Sight], frame: int) -> None:
        """Note what may cover things that are to be read, of all that changed since last time."""
        spaces = {id(space) for space in self._spaces}  # whose parts are drawn by themselves
        changed = [key for key in self._passing.changed(seen) if key not in spaces]
        depths = {key: depth for depth, key in enumerate(seen)} if changed else {}
        owners = {part: id(sight) for sight in sights if changed for part in sight.parts}
        self._passing.note(
            frame,
            [Passer(seen[key], owners.get(key, 0), depths[key]) for key in changed],
            [Spot(sight.spot(), id(sight), sight.depth(depths)) for sight in sights if changed],
            self._views,
        )

    def _looked_at(self) -> Iterator[Sight]:
        """Yield a sight of everything that has a place to be checked."""
        self._find()
        for text in self._texts:
            yield self._sight(text, TextSight)
        for plot in dict.fromkeys(self.scene.plots):
            for mark in (*plot.marks, *plot.strokes):
                yield self._sight(mark, MarkSight)
        for space in self._spaces:
            for part in space.parts:
                if PartSight.is_of(part):
                    yield self._sight(part, PartSight)

    def _sight(self, thing: Any, kind: type[Sight]) -> Sight:
        if id(thing) not in self._sights:
            self._sights[id(thing)] = kind(thing, self._views)
        return self._sights[id(thing)]

    def _find(self) -> None:
        """List the texts and spaces on stage; they change between plays only."""
        scene = self.scene
        on_stage = (scene.renderer.num_plays, *map(id, scene.mobjects))
        if on_stage == self._on_stage:
            return
        self._on_stage = on_stage
        family = [part for top in scene.mobjects for part in top.get_family()]
        self._texts = list({id(p): p for p in family if isinstance(p, Typeset)}.values())
        self._spaces = [part for part in family if isinstance(part, Space)]
