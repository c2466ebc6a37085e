"""Formulas within the text of a page."""

from markupsafe import Markup, escape

from calcml.studio.review.formulas import Typesetter, raw_text

__all__ = ["written"]


def written(source: str, plain: str, typesetter: Typesetter) -> Markup:
    """Return a formula as a drawing with its words, program text, or words alone.

    Parameters
    ----------
    source : str
        Typst mathematics.
    plain : str
        The same in words.
    typesetter : Typesetter
        Keeps the glyphs, which the page must hold.

    Returns
    -------
    Markup
    """
    code = raw_text(source)
    if code is not None:
        return Markup("<code>{}</code>").format(code)
    formula = typesetter.formula(source)
    if formula is None:
        return escape(plain)
    w, h, d = formula.width, formula.height, formula.depth
    return Markup(
        '<svg class="tex" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}" '
        'style="width:{:.3f}em;height:{:.3f}em;vertical-align:{:.3f}em">'
        '<use href="#{}"/></svg>'
    ).format(plain, 100 * w, 100 * h, w, h, -d, formula.name)
