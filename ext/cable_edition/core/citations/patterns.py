"""References as the official styles have them, filled into patterns that a processor made.

``data/citations.json`` is written by ``styles/make_patterns.py``; its README says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from cable_edition.core.citations.item import CitedCable

#: A whole reference by style; the text is that of a bibliography or a list of works cited.
ENTRIES = ("chicago", "mla", "apa")
#: What points to a place: the Chicago note, and the references in the text of MLA and APA.
PINPOINTS = ("chicago-note", "mla-text", "apa-text")

#: The marks of a quotation, and of one within it.
_MARKS = ("“”", "‘’")
#: A title that ends with a quotation: what stands before it, and its words.
_LAST_QUOTED = re.compile(r'(?:(.*) )?"([^"]+)"')
#: An apostrophe that can close a quotation.
_CLOSING = re.compile(r"(?<=[^\s(\[/-])'(?!\w)")
_SLOT = re.compile(r"\{([a-z]{1,9})\}|<(/?)i>")


class Run(NamedTuple):
    """A run of a reference: words, slanted words, the locator, or the fragment of the address."""

    kind: Literal["text", "slanted", "place", "fragment"]
    text: str = ""


class Labels(NamedTuple):
    """What stands before a locator: what parts it off, the label of one, of several."""

    before: str
    one: str
    many: str


@cache
def _data() -> dict[str, Any]:
    path = files("cable_edition.core") / "data" / "citations.json"
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def processor() -> str:
    """Return the name and version of the processor that made the patterns."""
    return str(_data()["processor"])


def _ending(title: str) -> tuple[str, str, str]:
    """Return the kind of ending of a title, the title as its slot takes it, and its tail."""
    title = title.rstrip(",;: ")
    if not title:
        return "none", "", ""
    for mark, kind in ((".", "stop"), ("?", "question"), ("!", "exclamation")):
        if title.endswith(mark) and len(title) > 1:
            return kind, title[:-1], ""
    if quoted := _LAST_QUOTED.fullmatch(title):
        return "quote", quoted[1] or "", quoted[2]
    return "plain", title, ""


def _curl(text: str, depth: int) -> str:
    """Set the straight quotation marks of a title as typographic ones, double and single by turns.

    ``depth`` is in how many quotations the text stands. An apostrophe opens a quotation before a
    letter alone, and if a later one can close it: in ``THE '90S`` it stands for what is left out.
    """
    out: list[str] = []
    within: list[str] = []
    last = max((found.start() for found in _CLOSING.finditer(text)), default=-1)
    for at, mark in enumerate(text):
        if mark not in "\"'":
            out.append(mark)
            continue
        before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2]
        opens = before in " ([-/" or (before in "\"'" and out[-1] in "“‘")
        if opens and (mark == '"' or (after.isalpha() and last > at + 1)):
            out.append(_MARKS[(depth + len(within)) % 2][0])
            within.append(mark)
        elif mark == '"' or ("'" in within[-2:] and not after.isalnum()):
            while within and within.pop() != mark:
                pass
            out.append(_MARKS[(depth + len(within)) % 2][1])
        else:
            out.append("’")
    return "".join(out)


def _with_point(words: str, point: str) -> tuple[str, bool]:
    """Set the point or comma after a title within its last quotation marks, where it has any.

    Return the words, and whether the point after them is done with: a question and a sentence that
    has its own point take no other.
    """
    inner = words.rstrip("”’")
    closing = words[len(inner) :] if "“" in words or "‘" in words else ""
    inner = words.removesuffix(closing)
    if point not in {".", ","} or not inner:
        return words, False
    if inner[-1] in ".?!":
        return words, True
    return (inner + point + closing, True) if closing else (words, False)


def _date(item: CitedCable, style: str) -> str:
    parts = item.date_parts
    if len(parts) < 3:
        return str(parts[0])
    form: str = _data()["dates"][style][parts[1] - 1]
    return form.replace("{d}", str(parts[2])).replace("{y}", str(parts[0]))


def _title(item: CitedCable, form: str) -> str:
    """Return the title in the case of a style, where it is known; else as it was sent."""
    found = item.titles.sentence if form.startswith("apa") else item.titles.headline
    return found or item.title


def _pattern(item: CitedCable, form: str) -> tuple[list[str], str, str]:
    ending, title, tail = _ending(_title(item, form))
    key = ["author"] * bool(item.author) + [f"title-{ending}"]
    key += ["version"] * bool(item.edition.version) + ["access"] * bool(item.access)
    found: list[str] = _data()["forms"][form][" ".join(key)]
    return found, title, tail


def labels(item: CitedCable, form: str) -> Labels:
    """Return what a pinpoint form writes before its locator."""
    return Labels(*_pattern(item, form)[0][1:4])


def runs(item: CitedCable, form: str, *, whole: bool = False) -> Iterator[Run]:
    """Yield the runs of a reference in one of :data:`ENTRIES` or :data:`PINPOINTS`.

    A pinpoint has a run for its place, and one for the fragment after an address; with ``whole``
    it is the reference to the cable without them.
    """
    pattern, title, tail = _pattern(item, form)
    text = pattern[4] if whole and form in PINPOINTS else pattern[0]
    quoted = "“{title}" in text
    values = {
        "author": item.author,
        "title": _curl(title, int(quoted)),
        "tail": _curl(tail, int(quoted) + 1),
        "number": item.id,
        "edition": item.edition.title,
        "version": item.edition.version,
        "issued": item.edition.year,
        "date": _date(item, form.partition("-")[0]),
        "year": str(item.date_parts[0]),
        "access": item.access,
    }
    pinned = form in PINPOINTS and not whole
    at, slanted = 0, False
    for found in _SLOT.finditer(text):
        before, at = text[at : found.start()], found.end()
        if before:
            yield Run("slanted" if slanted else "text", before)
        name = found[1]
        if name is None:
            slanted = not found[2]
        elif name == "at":
            yield Run("place")
        else:
            value = values[name]
            if name == "author" and value.endswith(".") and text[at : at + 1] == ".":
                value = value[:-1]
            if name in {"title", "tail"}:
                value, is_done = _with_point(value, text[at : at + 1])
                # A title that is a quotation from its first word on has nothing before it.
                at += is_done or not value
            yield Run("slanted" if slanted else "text", value)
            if name == "access" and pinned and not item.doi:
                yield Run("fragment")
    if text[at:]:
        yield Run("text", text[at:])


def plain(item: CitedCable, form: str, *, whole: bool = False) -> str:
    """Return a reference as plain text, its place left out."""
    return "".join(run.text for run in runs(item, form, whole=whole))
