"""The qualities a clip can have: Manim's five, under Manim's letters, in four shapes."""

from dataclasses import dataclass, replace

__all__ = ["QUALITIES", "SHAPES", "THEMES", "WIDE", "Quality"]

WIDE = "16:9"
SHAPES = (WIDE, "4:3", "1:1", "9:16")
"""Width to height; the shorter side of a picture has as many lines as its quality says."""

THEMES = ("dark", "light")


@dataclass(frozen=True)
class Quality:
    """Size and frame rate of a clip.

    Attributes
    ----------
    letter : str
        What follows ``-q``.
    manim : str
        Manim's name for it.
    width, height : int
        Size of a frame in pixels.
    fps : int
        Frames per second.
    shape : str
        Width to height.
    """

    letter: str
    manim: str
    width: int
    height: int
    fps: int
    shape: str = WIDE

    @property
    def folder(self) -> str:
        """Name of the folder of its clips, as Manim spells it: ``1080p60``.

        Examples
        --------
        >>> QUALITIES["h"].folder
        '1080p60'
        """
        lines = min(self.width, self.height)
        return f"{lines}p{self.fps}" + ("" if self.shape == WIDE else f"-{self.shape}").replace(
            ":", "x"
        )

    def shaped(self, shape: str) -> "Quality":
        """Return the same quality in another shape.

        Parameters
        ----------
        shape : str
            One of `SHAPES`.

        Returns
        -------
        Quality

        Examples
        --------
        >>> upright = QUALITIES["h"].shaped("9:16")
        >>> upright.width, upright.height, upright.folder
        (1080, 1920, '1080p60-9x16')
        """
        wide = QUALITIES[self.letter]
        if shape == WIDE:
            return wide
        across, down = map(int, shape.split(":"))
        if across < down:
            return replace(wide, width=wide.height, height=wide.width, shape=shape)
        return replace(wide, width=wide.height * across // down, shape=shape)


QUALITIES = {
    quality.letter: quality
    for quality in (
        Quality("l", "low_quality", 854, 480, 15),
        Quality("m", "medium_quality", 1280, 720, 30),
        Quality("h", "high_quality", 1920, 1080, 60),
        Quality("p", "production_quality", 2560, 1440, 60),
        Quality("k", "fourk_quality", 3840, 2160, 60),
    )
}
