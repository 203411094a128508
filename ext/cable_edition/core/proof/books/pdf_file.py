"""A book in PDF as a file: what it does beside showing pages, its outline, where pages lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdf import PdfReader

#: What the root of a book, its list of names, a page, a link and the description may have.
_ROOT = frozenset(
    {"/Type", "/Pages", "/Names", "/Outlines", "/PageMode", "/PageLabels", "/PageLayout"}
    | {"/ViewerPreferences", "/Lang", "/OpenAction", "/Version", "/MarkInfo"}
    | {"/Metadata"}
)
_NAMES = frozenset({"/Dests"})
_PAGE = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/Annots", "/Group", "/Tabs"}
    | {"/TrimBox", "/BleedBox", "/ArtBox"}
)
_LINK = frozenset(
    {"/Type", "/Subtype", "/Rect", "/A", "/Dest", "/Border", "/BS", "/H", "/C", "/F", "/P"}
)
_ACTION = frozenset({"/Type", "/S", "/D", "/URI"})
_INFO = frozenset(
    {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate"}
    | {"/ModDate", "/Trapped", "/PTEX.Fullbanner"}
)
_SCHEME = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
_END = b"%%EOF"
#: No outline of a book is deeper, or longer for each page.
_DEEPEST, _LONGEST = 12, 100_000


class Area(NamedTuple):
    """A rectangle of a page that can be clicked, and where it leads.

    ``to`` is the name of a place, ``address`` an address outside; ``strange`` says what else it is.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    to: str = ""
    address: str = ""
    strange: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Whether a letter that begins at a point stands in it."""
        return self.left - 0.6 <= x < self.right - 0.3 and self.bottom - 1 <= y <= self.top + 1


class Title(NamedTuple):
    """An entry of the outline: its level from 0, its words, the name of the place it leads to."""

    level: int
    words: str
    to: str


def document_faults(reader: PdfReader) -> Iterator[str]:
    """Yield what a file has that no book of an edition has."""
    root: Any = reader.root_object
    for name in sorted(set(root) - _ROOT):
        yield f"the file has {name[1:]}"
    names = _under(root, "/Names")
    for name in sorted(set(names) - _NAMES):
        yield f"the file has {name[1:]}"
    counts = Counter(_named(names.get("/Dests"), 0))
    for name in sorted(name for name, count in counts.items() if count > 1):
        yield f"two places have the name {name!r}"
    opening: Any = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if opening is not None and not _is_place(opening):
        yield "the file does something when it is opened"
    elif opening is not None and _page_of(opening, reader) != 0:
        yield "the file is opened at another page than its first"
    for name, value in (reader.metadata or {}).items():
        if name not in _INFO:
            yield f"the file says of itself {name[1:]}: {str(value)[:80]!r}"


def _under(node: Any, key: str) -> Any:
    """Return what a node has under a key, in the file at its place or elsewhere; empty if not."""
    found = node.get(key)
    return {} if found is None else found.get_object()


def _named(node: Any, level: int) -> Iterator[str]:
    """Yield the names in a tree of names."""
    found: Any = {} if node is None or level > _DEEPEST else node.get_object()
    yield from (str(name) for name in list(found.get("/Names", ()))[::2])
    for kid in found.get("/Kids", ()):
        yield from _named(kid, level + 1)


def revision_faults(data: bytes) -> Iterator[str]:
    """Yield what the bytes of a file have beside one book: an older state, or what follows it."""
    if data.count(b"startxref") > 1:
        yield "the file was added to after it was made, and holds what it said before"
    if data.rpartition(_END)[2].strip():
        yield "something stands after the end of the file"


def _is_place(opening: Any) -> bool:
    """Whether what happens on opening is that a page is shown."""
    if isinstance(opening, dict):
        return opening.get("/S") == "/GoTo" and set(opening) <= _ACTION
    return isinstance(opening, list | str)


def _page_of(opening: Any, reader: PdfReader) -> int | None:
    """Return the page that is shown on opening; ``None`` where that is none of the book."""
    place = opening.get("/D") if isinstance(opening, dict) else opening
    if isinstance(place, str):
        named = reader.named_destinations.get(place)
        return None if named is None else reader.get_destination_page_number(named)
    pages = [page.indirect_reference for page in reader.pages]
    shown = next(iter(place or ()), None)
    return pages.index(shown) if shown in pages else None


def page_faults(page: Any) -> Iterator[str]:
    """Yield what a page has that no page of a book has."""
    for name in sorted(set(page) - _PAGE):
        value = page[name]
        whole = name == "/CropBox" and list(value) == list(page.mediabox)
        if not (whole or (name == "/Rotate" and value == 0)):
            yield f"the page has {name[1:]}"


def areas_of(page: Any, number: int) -> Iterator[Area]:
    """Yield what can be clicked on a page."""
    for reference in page.get("/Annots") or ():
        found: Any = reference.get_object()
        x, y, right, top = (float(one) for one in found["/Rect"])
        yield Area(number, min(x, right), min(y, top), max(x, right), max(y, top), *_leads(found))


def _leads(found: Any) -> tuple[str, str, str]:
    kind = str(found.get("/Subtype", ""))
    if kind != "/Link":
        return "", "", f"{kind[1:] or 'something'} that is no link"
    if extra := sorted(set(found) - _LINK):
        return "", "", f"a link with {extra[0][1:]}"
    action = _under(found, "/A")
    if extra := sorted(set(action) - _ACTION):
        return "", "", f"a link with {extra[0][1:]}"
    does = action.get("/S")
    if does == "/URI":
        address = str(action.get("/URI", ""))
        strange = "" if _SCHEME.match(address) else f"a link to {address[:80]!r}"
        return "", address, strange
    if does not in {None, "/GoTo"}:
        return "", "", f"a link that does {does[1:]}"
    to = action.get("/D") or found.get("/Dest")
    return (str(to), "", "") if isinstance(to, str) else ("", "", "a link to no named place")


def outline_of(reader: PdfReader) -> Iterator[Title]:
    """Yield the entries of the outline in order; raises ``ValueError`` for one without an end."""
    root: Any = reader.root_object
    top: Any = root.get("/Outlines")
    if top is None:
        return
    following = [(0, top.get_object().get("/First"))]
    count = 0
    while following:
        level, one = following.pop()
        if one is None:
            continue
        count += 1
        if level > _DEEPEST or count > _LONGEST:
            raise ValueError("the outline has no end")
        node: Any = one.get_object()
        following += [(level, node.get("/Next")), (level + 1, node.get("/First"))]
        action = _under(node, "/A")
        to = action.get("/D") if action.get("/S") in {None, "/GoTo"} else None
        to = to or node.get("/Dest")
        yield Title(level, str(node.get("/Title", "")), str(to) if isinstance(to, str) else "")
