"""Reads a part of a built page as the tokens by which it is compared (:mod:`.tokens`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.proof.site.tokens import (
    BLOCKS,
    Entry,
    original,
    page_of,
    settle,
    spaced,
    start,
)
from cable_edition.core.proof.site.written import (
    Tag,
    comment_of,
    end_of,
    is_comment,
    pieces_of,
    read_back,
    tag_of,
)

if TYPE_CHECKING:
    from lxml import html

#: Whether a tag begins an element that is passed over, on a page in a folder.
Brought = Callable[[Tag, str], bool]

#: Classes of docutils and Sphinx that have no meaning of ours.
_PLAIN = frozenset(
    {
        "align-default", "container", "docutils", "external", "field-even", "field-list",
        "field-odd", "internal", "literal", "notranslate", "reference", "simple",
    }
)  # fmt: skip
#: Classes of the element that Sphinx puts around the words of a link, and what goes with them.
_WRAPPERS = frozenset({"std-doc", "xref"})
_WRAPPING = frozenset(
    {"any", "cable-link", "doc", "myst", "std", "std-doc", "std-ref", "std-term", "xref", *_PLAIN}
)
_BOX = frozenset({"cable-picture-table", "table-wrapper"})
#: What a drawing says of itself.
_NAMED = frozenset({"aria-label", "role"})
#: How many tags are kept, each with its token: those of the pages of a folder are mostly the same.
_KEPT = 16384
_COMMENT = "comment"


class _Known(NamedTuple):
    """What a start tag is read as.

    ``name`` is that of its element, empty for one that leaves no token; ``tokens`` has its start
    and, if it is empty, its end.
    """

    name: str
    tokens: tuple[str, ...]
    is_empty: bool
    is_skipped: bool
    may_wrap: bool = False
    """Whether it leaves no token around a table."""


_END = _Known("", (), is_empty=False, is_skipped=False)
#: What a theme puts around a table, to move it where it is too wide.
_WRAPPER = _END


class Reader:
    """Reads elements of the pages of one output as tokens.

    ``entries`` tells by address what a link to an entry of a register must say, ``brought``
    whether an element is passed over, as one that an extension brings; ``ending`` is that of the
    names of pages. Of a drawing its name alone is read, if ``draws``: what is in it is proved
    apart. ``styles`` tells whether a theme gives a class to tables, or to what it puts around them.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        brought: Brought,
        ending: str = ".html",
        *,
        draws: bool = False,
        styles: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._draws = draws
        self._styles = styles
        self._entries = entries
        self._brought = brought
        self._ending = ending
        self._with_entries = {address.partition("#")[0] for address in entries}
        self._known: dict[str, dict[str, _Known]] = {}

    def whole(self, page: str, element: html.HtmlElement) -> list[str]:
        """Return the tokens of an element of a page, which is known by its name."""
        return self._tokens(page, pieces_of(element), "body")

    def inner(self, page: str, element: html.HtmlElement) -> list[str]:
        """Return the tokens of what stands in an element of a page."""
        return self._tokens(page, pieces_of(element)[2:-2], str(element.tag))

    def _tokens(self, page: str, pieces: list[str], container: str) -> list[str]:
        tags = self._tags(page)
        found: list[str] = []
        # What leaves no token is open without a name, and words in it stand in what is around it.
        opened, within = [container], [container]
        words, at, last = "", 1, len(pieces)
        while at < last:
            if said := pieces[at - 1]:
                # Most words stand as they are written.
                is_plain = said.isascii() and "&" not in said and "\\" not in said
                words += said if is_plain else original(read_back(said))
            piece = pieces[at]
            is_end = piece[1] == "/"
            known = _END if is_end else tags.get(piece) or self._know(tags, piece, page)
            if known.may_wrap and _begins_table(pieces, at):
                known = _WRAPPER
            if known.is_skipped or (known.name == _COMMENT and len(opened) == 1):
                # A comment shows nothing, and a theme may have one around a part.
                if known.is_skipped and known.tokens:
                    settle(words, within[-1], found)
                    words = ""
                    found += known.tokens
                at = end_of(pieces, at) + 2
                continue
            name = opened.pop() if is_end else known.name
            if name and words:
                # Lines between blocks are layout, and there are many.
                if words != "\n" or within[-1] not in BLOCKS:
                    settle(words, within[-1], found)
                words = ""
            if is_end and name:
                within.pop()
                found.append(piece)
            elif not is_end:
                found += known.tokens
                if not known.is_empty:
                    opened.append(name)
                    within += [name] if name else []
            at += 2
        if pieces and (words := words + original(read_back(pieces[-1]))):
            settle(words, within[-1], found)
        return found

    def _tags(self, page: str) -> dict[str, _Known]:
        folder = page.rpartition("/")[0]
        of = page if page in self._with_entries else f"{folder}/"
        return self._known.setdefault(of, {})

    def _know(self, tags: dict[str, _Known], piece: str, page: str) -> _Known:
        if len(tags) > _KEPT:
            tags.clear()
        known = tags[piece] = self._read(piece, page)
        return known

    def _read(self, piece: str, page: str) -> _Known:
        if is_comment(piece):
            said = start(_COMMENT, {"says": comment_of(piece)})
            return _Known(_COMMENT, (said, f"</{_COMMENT}>"), is_empty=True, is_skipped=False)
        tag = tag_of(piece)
        name, given = tag.name, tag.attributes
        if self._draws and name == "svg":
            named = {n: spaced(value) for n, value in given.items() if n in _NAMED}
            return _Known("svg", (start("svg", named), "</svg>"), tag.is_empty, is_skipped=True)
        is_layout = tag.is_empty and given.get("class") == "clearer"
        if is_layout or self._brought(tag, page.rpartition("/")[0]):
            return _Known(name, (), tag.is_empty, is_skipped=True)
        may_wrap = False
        if name in {"span", "div"} and given.keys() == {"class"}:
            classes = set(given["class"].split())
            wraps = name == "span" and not _WRAPPERS.isdisjoint(classes) and classes <= _WRAPPING
            # Some themes put a box around each table that docutils writes.
            wraps |= name == "div" and classes - _PLAIN == _BOX
            if wraps:
                return _Known("", (), tag.is_empty, is_skipped=False)
            may_wrap = name == "div" and not _BOX & classes
            may_wrap = may_wrap and all(map(self._styles, classes - _PLAIN))
        begin = start(name, self._attributes(tag, page)) if given else f"<{name}>"
        tokens = (begin, f"</{name}>") if tag.is_empty else (begin,)
        return _Known(name, tokens, tag.is_empty, is_skipped=False, may_wrap=may_wrap)

    def _attributes(self, tag: Tag, page: str) -> dict[str, str]:
        given = tag.attributes
        kept = {name: original(spaced(value)) for name, value in given.items() if name != "class"}
        classes = set(given["class"].split()) - _PLAIN if "class" in given else set()
        if tag.name == "table":
            classes = {one for one in classes if one.startswith("cable-") or not self._styles(one)}
        if "href" in given:
            folder = page.rpartition("/")[0]
            address = kept["href"] = page_of(given["href"].strip(), folder, self._ending)
            whole = f"{page}{address}" if address.startswith("#") else address
            entry = self._entries.get(whole)
            if entry is not None and tag.name == "a":
                _settle_entry(entry, classes, kept)
        if classes:
            kept["class"] = " ".join(sorted(classes))
        return kept


def _begins_table(pieces: list[str], at: int) -> bool:
    """Whether nothing stands between a tag and that of a table."""
    return (
        not pieces[at + 1].strip()
        and pieces[at + 2 : at + 3] != []
        and (pieces[at + 2].startswith("<table"))
    )


def _settle_entry(entry: Entry, classes: set[str], kept: dict[str, str]) -> None:
    """Leave out what a link to an entry rightly says of it."""
    if "cable-mention" in classes:
        if f"cable-{entry.kind}" in classes:
            classes -= {"cable-mention", f"cable-{entry.kind}"}
        kept["title"] = kept.get("title", "")
    # White space of what is kept is folded, such that binds words in other languages too.
    if kept.get("title") == " ".join(entry.tip.split()):
        del kept["title"]
