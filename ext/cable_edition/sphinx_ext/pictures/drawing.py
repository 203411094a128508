"""From a specification of Vega to SVG that fits into a page.

Vega draws it inside ``vl-convert``, without a network and without a browser. Letters are measured
in Liberation Sans, which ``vl-convert`` brings along, so that a picture comes out the same on every
machine; the style sheet sets them in the face of the page, whose widths are near.

The engine takes some 75 MiB and gives none of them back, and its threads are waited for without end
by a process that is forked. So it runs in a process of its own (``engine.py``), once for all
pictures of a build.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

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


_RAISED = re.compile(r"[A-Za-z]{1,40}Error: ")
_ENGINE = Path(__file__).with_name("engine.py")


class Drawing(NamedTuple):
    """A picture to be drawn: the language of its specification, this, and what it shows."""

    language: str
    spec: dict[str, Any]
    title: str


def lite(spec: dict[str, Any], title: str) -> Drawing:
    """Return what is to be drawn of a Vega-Lite specification."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        **spec,
        "config": _CONFIG | spec.get("config", {}),
    }
    return Drawing("vega-lite", whole, title)


def vega(spec: dict[str, Any], title: str) -> Drawing:
    """Return what is to be drawn of a Vega specification, for what Vega-Lite has no word for."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        **spec,
        "config": {"aria": False, "text": _CONFIG["text"]},
    }
    return Drawing("vega", whole, title)


def drawn(pictures: Sequence[Drawing]) -> list[str]:
    """Return the SVG of pictures, in their order; ``ValueError`` if one cannot be drawn."""
    if not pictures:
        return []
    asked = json.dumps([(one.language, one.spec) for one in pictures])
    done = subprocess.run(  # noqa: S603 (a program of our own, by this Python)
        [sys.executable, "-P", _ENGINE],
        input=asked.encode("utf-8"),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
        # What the engine raised goes on for many lines of its own.
        first = next((line for line in said if _RAISED.match(line)), said[-1])
        raise ValueError(f"the pictures cannot be drawn: {first[:300]}")
    return [
        _fitted(svg, one.title) for svg, one in zip(json.loads(done.stdout), pictures, strict=True)
    ]


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
