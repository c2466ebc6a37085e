"""Beamer: a movie in the page, and a link for viewers that play none."""

from calcml.studio.embedding.shown import Shown

__all__ = ["snippet"]

SPECIAL = str.maketrans({"%": r"\%", "#": r"\#", "~": r"\string~"})


def snippet(shown: Shown) -> str:
    """Return what to write into the frame.

    Parameters
    ----------
    shown : Shown

    Returns
    -------
    str
    """
    still = rf"\includegraphics[width=\textwidth]{{{shown.poster.translate(SPECIAL)}}}"
    if not shown.is_video:
        return "\n".join([
            f"% {shown.line}",
            "% a PDF shows no GIF or WebP: for one that plays, render with --format mp4",
            still,
        ])  # fmt: skip
    file = shown.path.translate(SPECIAL)
    ratio = f"{shown.height / shown.width:.4f}"
    how = ",loop" if shown.loops else ""
    return "\n".join([
        f"% {shown.line}",
        r"% in the head: \usepackage{multimedia}",
        "% pdfpc and Okular play it in the page; the files must lie beside the PDF as they do here",
        rf"\movie[width=\textwidth,height={ratio}\textwidth,autostart,poster{how}]{{%",
        rf"  {still}%",
        rf"}}{{{file}}}",
        "% Acrobat, Evince and others play none: this opens it in the system's player",
        rf"\href{{run:{file}}}{{%",
        rf"  {still}%",
        "}",
    ])  # fmt: skip
