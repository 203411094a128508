"""The engine that draws, in a process of its own: specifications come in, SVG goes out.

It is run by its path and imports nothing of the edition, so that it is there at once. On its input
is JSON, a list of (``vega`` or ``vega-lite``, specification), on its output one of SVG.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import vl_convert


def svg_of(language: str, spec: dict[str, Any]) -> str:
    """Return the SVG of a specification, as the engine writes it."""
    if language == "vega":
        return str(vl_convert.vega_to_svg(spec))
    return str(vl_convert.vegalite_to_svg(spec, vl_version="5.20"))


if __name__ == "__main__":
    asked = json.loads(sys.stdin.buffer.read())
    written = json.dumps([svg_of(language, spec) for language, spec in asked])
    sys.stdout.buffer.write(written.encode("ascii"))
