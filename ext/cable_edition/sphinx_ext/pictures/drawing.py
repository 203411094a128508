"""From a specification of Vega to SVG that fits into a page.

Vega draws it inside ``vl-convert``, without a network and without a browser. Letters are measured
in Liberation Sans, which ``vl-convert`` brings along, so that a picture comes out the same on every
machine; the style sheet sets them in the face of the page, whose widths are near.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

import vl_convert

#: What measures letters; a bundled face, the same everywhere.
FONT = "Liberation Sans"
#: Letters are measured larger than the style sheet sets them: other faces are wider than this one.
SIZE = 13.4
#: Ink of every picture: that of the page, so that light and dark need one drawing.
INK = "currentColor"

_CONFIG = {
    "aria": False,
    "background": None,
    "padding": {"left": 12, "right": 24, "top": 6, "bottom": 6},
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domainColor": INK,
        "domainOpacity": 0.4,
        "grid": False,
        "labelColor": INK,
        "labelFontSize": SIZE,
        "labelLimit": 260,
        "labelPadding": 5,
        "tickColor": INK,
        "tickOpacity": 0.4,
        "titleColor": INK,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
    },
    "header": {"labelColor": INK, "labelFontSize": SIZE, "title": None},
    "legend": {"disable": True},
    "text": {"color": INK, "fontSize": SIZE},
}
#: What Vega says of each mark, where the name of the whole says it, and in which face.
_ROLES = re.compile(
    rf' (?:role="graphics-[a-z]{{1,20}}"|aria-[a-z]{{1,20}}="[^"]{{0,400}}"|font-family="{FONT}")'
)
_ROOT = re.compile(r'<svg [^>]{0,300}?width="([0-9.]+)" height="([0-9.]+)"[^>]{0,200}>')


def draw_lite(spec: dict[str, Any], title: str) -> str:
    """Return the SVG of a Vega-Lite specification; ``title`` tells what it shows."""
    own = spec.get("config", {})
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        **spec,
        "config": _CONFIG | own,
    }
    return _fitted(vl_convert.vegalite_to_svg(whole, vl_version="5.20"), title)


def draw_vega(spec: dict[str, Any], title: str) -> str:
    """Return the SVG of a Vega specification, for what Vega-Lite has no word for."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        **spec,
        "config": {"aria": False, "text": _CONFIG["text"]},
    }
    return _fitted(vl_convert.vega_to_svg(whole), title)


def _fitted(svg: str, title: str) -> str:
    """Make the picture one image with a name, as wide as its column at the most."""
    found = _ROOT.match(svg)
    if found is None:
        raise ValueError(f"not the SVG that Vega writes: {svg[:80]!r}")
    width, height = found[1], found[2]
    name = escape(title, quote=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    )
    return head + _ROLES.sub("", svg[found.end() :])
