"""Three-dimensional things within Manim's ordinary scenes.

::

    view      box and viewpoint: data -> world -> frame
    scratch   memory that is used again; running sums
    grids     how a grid hangs together
    levels    lines of equal value
    faces     what a surface is drawn from
    spans     faces -> rows of pixels
    raster    rows of pixels -> layers
    mesh      a grid -> lit faces
    fringe    soft outlines
    cells     planes that cut space in two
    sketch    one frame's faces, marks and panes
    crop      a picture without its empty surroundings
    sheets    layers, and what lies before a mark
    pens      marks and panes by Cairo
    painting  a sketch -> a picture
    looks     attributes that are seen and animated
    vary      the animation
    parts     what all parts have in common
    skins     surface and plane
    strokes   curve, dot, arrow, axes
    space     the mobject that holds them
    camera    the camera that shows it
"""

from calcml.stage.space.camera import StageCamera
from calcml.stage.space.parts import Part
from calcml.stage.space.skins import Plane, Surface
from calcml.stage.space.space import Space
from calcml.stage.space.strokes import Arrow, Axes, Curve, Dot
from calcml.stage.space.vary import Vary

__all__ = [
    "Arrow", "Axes", "Curve", "Dot", "Part", "Plane", "Space", "StageCamera", "Surface", "Vary",
]  # fmt: skip
