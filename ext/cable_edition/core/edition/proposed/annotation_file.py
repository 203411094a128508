"""Web Annotations as other programs write them, read from a file that nobody vouches for.

Known are a page, a collection or a list of the W3C's Web Annotation Data Model, and what Hypothesis
exports: its client as ``annotations``, its service as ``rows``. What an annotation says of a place
is taken from its selectors, what it says there from its bodies; all else is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

from cable_edition.core.cable.fold import fold
from cable_edition.core.late_methods import dataclass

#: The largest file and the longest texts that are read: bytes, characters.
MOST_BYTES, MOST_WORDS = 50_000_000, 20_000
#: So many characters before and after the words are looked at.
_CONTEXT = 200
#: Selectors within selectors are followed so deep.
_DEEPEST = 4
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|$)")
_MARKDOWN = ("text/markdown", "text/x-markdown")


class UnreadableAnnotationsError(ValueError):
    """A file without annotations; the text says what it has instead."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a body, what it is for, and its form: ``plain``, ``markdown`` or a media type."""

    value: str
    purpose: str
    form: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: where it says that it stands, and what it says there.

    ``page`` is the address of what it is of, ``anchor`` the fragment there, which a selector of its
    own may name as a whole (``is_whole``); ``exact`` the words quoted, white space folded, with
    what stands before and after; ``start`` their position, which is a hint. ``links`` are the
    addresses that it gives.
    """

    number: int
    name: str = ""
    page: str = ""
    anchor: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    is_whole: bool = False
    motivation: str = ""
    words: tuple[Words, ...] = ()
    links: tuple[str, ...] = ()
    creator: str = ""
    date: str = ""
    is_reply: bool = False


def read_annotations(data: bytes) -> list[Annotation]:
    """Return the annotations of a file, in their order.

    Raises :class:`UnreadableAnnotationsError` for what is no JSON, or has no annotations.
    """
    if len(data) > MOST_BYTES:
        message = f"it is larger than {MOST_BYTES // 1_000_000} MB; divide it"
        raise UnreadableAnnotationsError(message)
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        message = "it is no JSON; export the annotations as JSON, or as JSON-LD"
        raise UnreadableAnnotationsError(message) from None
    items = _items(given)
    if items is None:
        message = (
            "it has no annotations; known are pages and collections of Web Annotations, lists of "
            "them, and the JSON that Hypothesis exports"
        )
        raise UnreadableAnnotationsError(message)
    return [_annotation(number, one) for number, one in items]


def _items(given: Any) -> list[tuple[int, dict[str, Any]]] | None:
    """Return the annotations in what was read, each with its number there, from 1.

    What stands between them and is none keeps its number. ``None`` for something else.
    """
    if isinstance(given, dict):
        first = given.get("first")
        places = (given, first if isinstance(first, dict) else {})
        lists = [one.get(key) for one in places for key in ("items", "annotations", "rows")]
        given = next((one for one in lists if isinstance(one, list)), [given])
    if not isinstance(given, list):
        return None
    found = [
        (number, one)
        for number, one in enumerate(given, 1)
        if isinstance(one, dict) and ("target" in one or "uri" in one)
    ]
    return found if found or not given else None


def _annotation(number: int, given: dict[str, Any]) -> Annotation:
    target = next(iter(_each(given.get("target"))), None)
    place = target if isinstance(target, dict) else {}
    source = _text(place.get("source")) or _text(target) or _text(place.get("id"))
    source = source or _text(given.get("uri"))
    page, fragment = urldefrag(source)
    told: dict[str, Any] = {}
    for one in _selectors(place.get("selector"), 0):
        kind = one.get("type")
        if kind == "TextQuoteSelector":
            told.setdefault("exact", fold(_text(one.get("exact"))))
            told.setdefault("prefix", fold(_text(one.get("prefix"))[-_CONTEXT:]))
            told.setdefault("suffix", fold(_text(one.get("suffix"))[:_CONTEXT]))
        elif kind == "TextPositionSelector" and type(one.get("start")) is int:
            told.setdefault("start", one["start"])
        elif kind == "FragmentSelector":
            told.setdefault("anchor", _text(one.get("value")))
            told["is_whole"] = True
    anchor = fragment or told.get("anchor", "")
    words, links = _bodies(given)
    created = _DAY.match(_text(given.get("created")))
    motivation = next(iter(_each(given.get("motivation"))), "")
    return Annotation(
        number=number,
        name=_text(given.get("id")),
        page=page,
        anchor=anchor,
        **{key: value for key, value in told.items() if key != "anchor"},
        motivation=_text(motivation).rpartition(":")[2].rpartition("#")[2],
        words=tuple(words),
        links=tuple(links),
        creator=fold(_creator(given))[:200],
        date=created[0] if created else "",
        is_reply=bool(given.get("references")),
    )


def _each(given: Any) -> list[Any]:
    if given is None:
        return []
    return given if isinstance(given, list) else [given]


def _text(given: Any) -> str:
    """Return a text cut to what is read, without halves of characters; nothing for another type."""
    if not isinstance(given, str):
        return ""
    return given[:MOST_WORDS].encode("utf-8", "replace").decode("utf-8")


def _selectors(given: Any, depth: int) -> Iterator[dict[str, Any]]:
    for one in _each(given) if depth < _DEEPEST else ():
        if isinstance(one, dict):
            yield one
            yield from _selectors(one.get("refinedBy"), depth + 1)


def _bodies(given: dict[str, Any]) -> tuple[list[Words], list[str]]:
    words, links = [], []
    for one in _each(given.get("body")):
        if isinstance(one, str):
            links.append(_text(one))
        elif isinstance(one, dict):
            purpose = _text(next(iter(_each(one.get("purpose"))), ""))
            if value := _text(one.get("value")):
                words.append(Words(value, purpose, _form(_text(one.get("format")))))
            elif link := _text(one.get("source")) or _text(one.get("id")):
                links.append(link)
    if value := _text(given.get("bodyValue")):
        words.append(Words(value, "", "plain"))
    # Hypothesis: the text is Markdown.
    if value := _text(given.get("text")):
        words.append(Words(value, "commenting", "markdown"))
    return words, links


def _form(media: str) -> str:
    media = media.partition(";")[0].strip().lower()
    if media in _MARKDOWN:
        return "markdown"
    return "plain" if media in {"", "text/plain"} else media


def _creator(given: dict[str, Any]) -> str:
    for key, names in (("user_info", ("display_name",)), ("creator", ("name", "nickname"))):
        for one in _each(given.get(key)):
            for name in names if isinstance(one, dict) else ():
                if found := _text(one.get(name)):
                    return found
    # The account of a service: what stands before its host is the name.
    return _text(given.get("user")).removeprefix("acct:").partition("@")[0]


def last_part(address: str) -> str:
    """Return the last part of the path of an address, without the ending of a page."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    name = unquote(path.rstrip("/").rpartition("/")[2])
    return name.removesuffix(".html").removesuffix(".htm")
