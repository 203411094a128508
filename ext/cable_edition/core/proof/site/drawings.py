"""What is drawn in a picture: shapes, and the words that it must have, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cable_edition.core.proof.site.pictures import Picture
from cable_edition.core.proof.site.tokens import original, spaced
from cable_edition.core.words import say

if TYPE_CHECKING:
    from lxml import html

_ELEMENTS = frozenset({"g", "line", "path", "svg", "text"})
_ATTRIBUTES = frozenset(
    {
        "aria-label", "class", "d", "display", "fill", "font-family", "font-size", "font-weight",
        "height", "opacity", "pointer-events", "role", "stroke", "stroke-dasharray",
        "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform",
        "viewbox", "width", "x1", "x2", "xmlns", "y1", "y2",
    }
)  # fmt: skip
#: What the scales of the timeline say.
_SCALE = re.compile(r"[0-9,]+")
_MARK = re.compile(r"mark-(?:path|rect|symbol) role-mark\b")
_INK = "currentColor"


def drawing_faults(drawing: html.HtmlElement, picture: Picture) -> Iterator[str]:
    """Yield what is wrong in a drawing, an element ``svg``, of a picture."""
    words: list[str] = []
    marks = 0
    for one in drawing.iter():
        tag = str(one.tag)
        if tag not in _ELEMENTS:
            yield f"something stands in the picture that is no part of it: {tag[:40]}"
            continue
        if strange := sorted({name.lower() for name, _ in one.items()} - _ATTRIBUTES):
            yield f"an attribute {strange[0]} of {tag} stands in the picture"
        if tag == "text":
            words.append(original(spaced(one.text or "")).strip())
            # Of a scale the words that find no room are there and not seen.
            yield from _hidden(one) if picture.words is not None else ()
        elif (one.text or "").strip():
            yield f"the picture has the words {(one.text or '').strip()[:80]!r} beside its own"
        if (one.tail or "").strip() and one is not drawing:
            yield f"the picture has the words {(one.tail or '').strip()[:80]!r} beside its own"
        if tag == "g" and _MARK.match(one.get("class", "")):
            marks += len(one)
    yield from _words(words, picture)
    if picture.marks is not None and marks != picture.marks:
        yield f"the picture has {marks} marks, and must have {picture.marks}"


def _hidden(words: html.HtmlElement) -> Iterator[str]:
    around = [words, *words.iterancestors("g")]
    seen = words.get("fill") == _INK and words.get("opacity", "1") == "1"
    if not seen or any(one.get("display") or one.get("opacity", "1") != "1" for one in around):
        yield f"the words {(words.text or '')[:80]!r} of the picture are not seen"


def _words(found: Sequence[str], picture: Picture) -> Iterator[str]:
    if picture.words is None:
        named = {say("event"), say("cable"), say("events"), say("cables")}
        for one in found:
            if not _SCALE.fullmatch(one) and one not in named:
                yield f"the scale of the picture says {one[:80]!r}"
        return
    for number, must in enumerate(picture.words):
        there = found[number] if number < len(found) else ""
        if must != there and not _is_cut(there, must):
            yield f"the picture must say {must[:80]!r}, and says {there[:80]!r}"
            return
    if len(found) > len(picture.words):
        yield f"the picture says {found[len(picture.words)][:80]!r} besides"


def _is_cut(found: str, whole: str) -> bool:
    """Whether words are the begin of others that found no room."""
    return len(found) > 1 and found.endswith("…") and whole.startswith(found[:-1])
