"""From a stage to a film: frames drawn, converted and encoded only where something changed.

::

    outlines  what an outline looks like now, and which pixels it can touch
    tiles     the parts of a frame that are to be drawn anew
    camera    draws them
    yuv       the encoder's colours, brought up to date in parts
    exact     or the camera's pixels, for clips of which nothing may be lost
    encoder   one segment of video
    writer    a segment per beat
    renderer  a scene, frame by frame
"""

from calcml.stage.film.camera import FilmCamera
from calcml.stage.film.renderer import FilmRenderer
from calcml.stage.film.writer import FilmWriter, Segment

__all__ = ["FilmCamera", "FilmRenderer", "FilmWriter", "Segment"]
