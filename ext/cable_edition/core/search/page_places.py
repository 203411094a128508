"""What a search finds on a page that is written: its sections, the entries of a register, notes.

The words are read from the page, so they are those that a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import html

from cable_edition.core.cable.fold import fold
from cable_edition.core.search.found import SearchPlace

#: What stands beside the words, or has them from elsewhere: places where an entry occurs.
_BESIDE = frozenset(
    {
        "headerlink", "cable-beside", "cable-places", "cable-status", "cable-panel", "cable-orders",
        "section-number", "toctree-wrapper",
    }
)  # fmt: skip
_NO_WORDS = frozenset({"script", "style", "svg", "noscript", "template", "button", "select"})
#: Elements within a line; all others begin and end one.
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins",
        "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
        "u", "var", "wbr",
    }
)  # fmt: skip
#: Within a line, and set apart from the words before them by the style of the page.
_APART = frozenset({"classifier"})
_PARSER = html.HTMLParser(encoding="utf-8")
#: Tells of an element whether its words are left out.
_Skip = Callable[[html.HtmlElement], bool]
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def section_places(page: bytes) -> tuple[SearchPlace, ...]:
    """Return the places of a page: itself, then each section and entry with an id, in order.

    ``page`` is its HTML. The first place has no anchor; the words of a section within another stand
    at that one alone.
    """
    main = _main(page)
    if main is None:
        return ()
    heading = next(main.iter("h1"), None)
    # A site has a division around all of a page where a book has a section.
    parent = None if heading is None else heading.getparent()
    first = main if parent is None else parent
    return (
        SearchPlace("", "", _words(first)),
        *(
            SearchPlace(str(section.get("id")), _heading(section), _words(section))
            for section in main.iter("section")
            if section is not first and section.get("id")
        ),
    )


def note_places(page: bytes) -> Iterator[SearchPlace]:
    """Yield the editor's notes on the page of a cable, each at its anchor."""
    main = _main(page)
    for note in main.iter("li") if main is not None else ():
        if "cable-note" in note.get("class", "").split() and note.get("id"):
            words = fold("".join(_text(note, _is_beside_note)))
            yield SearchPlace(str(note.get("id")), f"note {note.get('value', '')}".strip(), words)


def _main(page: bytes) -> html.HtmlElement | None:
    root = html.document_fromstring(page, _PARSER)
    return next((one for one in root.iter() if one.get("role") == "main"), None)


def _is_beside(element: html.HtmlElement) -> bool:
    return element.tag in _NO_WORDS or not _BESIDE.isdisjoint(element.get("class", "").split())


def _is_beside_note(element: html.HtmlElement) -> bool:
    classes = element.get("class", "").split()
    return "cable-note-head" in classes or "cable-evidence" in classes or _is_beside(element)


def _heading(section: html.HtmlElement) -> str:
    heading = next((one for one in section if one.tag in _HEADINGS), None)
    return "" if heading is None else fold("".join(_text(heading, _is_beside)))


def _words(section: html.HtmlElement) -> str:
    return fold("".join(_text(section, lambda one: _is_beside(one) or _is_place(one))))


def _is_place(element: html.HtmlElement) -> bool:
    return element.tag == "section" and bool(element.get("id"))


def _text(element: html.HtmlElement, skip: _Skip) -> Iterator[str]:
    """Yield the text of an element, with blanks where a line begins or ends."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not skip(child):
            blank = "" if child.tag in _INLINE and child.get("class") not in _APART else " "
            yield blank
            yield from _text(child, skip)
            yield blank
        yield child.tail or ""
