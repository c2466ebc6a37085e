"""How a clip plays on its slide: by itself, once or again and again, and holds its last frame.

PowerPoint keeps that in the timing tree of the slide; this is the tree that it writes for *Start:
Automatically*. The click that starts and stops a clip is left out, so that any click goes on.
"""

from typing import Any

from pptx.oxml import parse_xml

__all__ = ["play_by_itself"]

_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TIMING = """\
<p:timing {namespaces}><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
<p:seq concurrent="1" nextAc="seek">
<p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par>
<p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>
<p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond></p:stCondLst><p:childTnLst><p:par>
<p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par>
<p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
 nodeType="afterEffect"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>
<p:cTn id="6" dur="{milliseconds}" fill="hold"/>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn>
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
</p:prevCondLst>
<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
</p:nextCondLst>
</p:seq>
<p:video><p:cMediaNode vol="100000">
<p:cTn id="7"{repeat} fill="hold" display="0">
<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst></p:cTn>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cMediaNode></p:video>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"""


def play_by_itself(movie: Any, *, seconds: float, loops: bool) -> None:
    """Let a clip start when its slide comes.

    Parameters
    ----------
    movie : pptx.shapes.picture.Movie
        The only one of its slide.
    seconds : float
        How long it is.
    loops : bool
        Whether it begins again at its end; else its last frame stays.
    """
    timing = parse_xml(
        _TIMING.format(
            namespaces=_NAMESPACES,
            shape=movie.shape_id,
            milliseconds=max(round(seconds * 1000), 1),
            repeat=' repeatCount="indefinite"' if loops else "",
        ).replace("\n", "")
    )
    (old,) = movie._element.xpath("ancestor::p:sld/p:timing")  # noqa: SLF001 - made by add_movie
    old.getparent().replace(old, timing)
    for click in movie._element.xpath(".//a:hlinkClick"):  # noqa: SLF001 - as above
        click.getparent().remove(click)
