"""The words of a cable on its built page: what a reader sees is what the source says.

Built pages are read back with an HTML parser that shares no code with the writer. On the page of
each cable, the text as transmitted is compared with the source. In each block of the reading text
the emendations are undone by what the page itself carries of them, and what comes out is compared
with the block's own span of the source, character for character after white-space folding; the
emendations are compared with those of the sidecar. Words that stand in a place for the cable's
words and are not in the source are found as well.
"""

from __future__ import annotations

from lxml import etree, html

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Paragraph
from cable_edition.core.cable.passage import passage_text, source_text
from cable_edition.core.editing.emendation import Emendations
from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.page_words import TITLE_FURNITURE, page_words
from cable_edition.core.proof.site.written import html_parser

#: How messages name the text of a cable as a whole.
WHOLE_TEXT = "text as transmitted"
_WORDS = "cable-words"
_MARK = "cable-mark"
_NUMBER = "cable-number"
_TRANSMITTED = "cable-transmitted"


def _words(element: html.HtmlElement) -> str:
    return fold(unescape_visible(element.text_content()))


def first_difference(expected: str, found: str, width: int = 30) -> str:
    """Describe the first place where two texts differ, with the words around it."""
    at = next(
        (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
        min(len(expected), len(found)),
    )
    start = max(0, at - width)

    def shown(text: str) -> str:
        return f"{text[start:at]}>>{text[at : at + width]}"

    return f"at character {at}: the source has {shown(expected)!r}, the page has {shown(found)!r}"


_OF_CLASS = etree.XPath("descendant-or-self::*[contains(@class, $name)]")


def _of_class(element: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    """Return the elements of a class, in order; ``find_class`` of lxml takes five times as long."""
    return [one for one in _OF_CLASS(element, name=name) if name in one.get("class").split()]


def _by_class(element: html.HtmlElement) -> dict[str, list[html.HtmlElement]]:
    """Return the elements of a paragraph that are its words, its mark or its number, in order."""
    found: dict[str, list[html.HtmlElement]] = {_WORDS: [], _MARK: [], _NUMBER: []}
    for one in _OF_CLASS(element, name="cable-"):
        for name in one.get("class").split():
            if name in found and one not in found[name][-1:]:
                found[name].append(one)
    return found


class CablePageCheck:
    """Compares the built page of one cable with the cable; ``problems`` gathers what differs.

    ``emendations`` are those that the reading text is to have, by anchor.
    """

    def __init__(self, cable: Cable, path: str, emendations: Emendations | None = None) -> None:
        self._cable = cable
        self._path = path
        self._emendations = emendations or {}
        self.problems: list[Problem] = []
        self._checked: set[html.HtmlElement] = set()

    def run(self, root: html.HtmlElement) -> list[Problem]:
        """Check the tree of the page; the list is empty where it agrees with the source."""
        self._places = {element.get("id"): element for element in root.xpath("//*[@id]")}
        words = _of_class(root, _WORDS)
        self._transmitted(words)
        self._record()
        for paragraph in self._cable.paragraphs:
            self._paragraph(paragraph)
        for heading in self._cable.headings:
            self._heading(heading.anchor, passage_text(self._cable, heading.passage))
        for line in self._cable.closing:
            self._line(line.anchor, passage_text(self._cable, line.passage))
        if self._cable.signature:
            text = passage_text(self._cable, self._cable.signature)
            self._line("signature", text)
        for extra in words:
            if extra not in self._checked:
                message = f"words of a cable that are not in the source: {_words(extra)[:60]!r}"
                self._add("words-added", message)
        return self.problems

    def _add(self, code: str, message: str) -> None:
        self.problems.append(Problem(code, message, self._path))

    def _compare(
        self,
        place: str,
        expected: str,
        element: html.HtmlElement | None,
        furniture: frozenset[str] = frozenset(),
    ) -> None:
        if element is None:
            self._add("place-missing", f"{place}: the page has no such place")
            return
        self._checked.add(element)
        found = page_words(element, furniture)
        if found.source != expected:
            self._add("words-differ", f"{place}: {first_difference(expected, found.source)}")
        listed = [(one.id, one.source, one.reading) for one in self._emendations.get(place, ())]
        if list(found.emended) != listed:
            shown = ", ".join(one.id for one in found.emended) or "none"
            names = ", ".join(name for name, _, _ in listed) or "none"
            message = f"{place}: the sidecar has the emendations {names}, the page {shown}"
            if shown == names:
                message = f"{place}: an emendation reads otherwise than in the sidecar: {names}"
            self._add("emendations-differ", message)

    def _record(self) -> None:
        opening = self._cable.opening
        by = opening.classified_by.passage if opening.classified_by else None
        for anchor, passage in (("subject", opening.subject), ("classified-by", by)):
            if passage:
                text = passage_text(self._cable, passage)
                self._compare(anchor, text, self._places.get(anchor))

    def _transmitted(self, words: list[html.HtmlElement]) -> None:
        whole = next((e for e in words if _TRANSMITTED in e.getparent().classes), None)
        self._compare(WHOLE_TEXT, fold(source_text(self._cable)), whole)

    def _paragraph(self, paragraph: Paragraph) -> None:
        element = self._places.get(paragraph.anchor)
        if element is None:
            self._compare(paragraph.anchor, "", None)
            return
        mark = paragraph.marking.text if paragraph.marking else ""
        parts = _by_class(element)
        shown = [_words(e) for e in parts[_MARK]]
        if shown != ([fold(mark)] if mark else []):
            message = f"the portion mark is {mark!r}, the page has {' '.join(shown)!r}"
            self._add("mark-differs", f"{paragraph.anchor}: {message}")
        number = "" if paragraph.n is None else str(paragraph.n)
        label = "".join(_words(e) for e in parts[_NUMBER])
        label = label.removeprefix("¶").strip()
        if label != number:
            message = f"the number is {number!r}, the page has {label!r}"
            self._add("number-differs", f"{paragraph.anchor}: {message}")
        words = parts[_WORDS]
        for index, block in enumerate(paragraph.blocks):
            text = passage_text(self._cable, block.passage)
            found = words[index] if index < len(words) else None
            self._compare(block.anchor, text, found)

    def _line(self, anchor: str, expected: str) -> None:
        element = self._places.get(anchor)
        words = _of_class(element, _WORDS) if element is not None else []
        self._compare(anchor, expected, words[0] if words else None)

    def _heading(self, anchor: str, expected: str) -> None:
        element = self._places.get(anchor)
        title = element.find("h2") if element is not None else None
        if title is None:
            self._compare(anchor, expected, None)
            return
        self._compare(anchor, expected, title, TITLE_FURNITURE)


def _read_xhtml(page: bytes) -> html.HtmlElement:
    parser = html.XHTMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = html.document_fromstring(page, parser)
    html.xhtml_to_html(root)
    return root


def words_problems(
    cable: Cable,
    page: bytes,
    path: str,
    emendations: Emendations | None = None,
    *,
    is_xml: bool = False,
) -> list[Problem]:
    """Compare the words of a built page (HTML in UTF-8) with its cable, and nothing else.

    ``path`` names the page in messages; ``emendations`` are those of the edition, by anchor.
    ``is_xml`` says that the page is XHTML, as those of an EPUB are.
    Problems: ``page-unreadable``, ``place-missing``, ``words-differ``, ``words-added``,
    ``mark-differs``, ``number-differs``, ``emendations-differ``.
    """
    try:
        root = _read_xhtml(page) if is_xml else html.document_fromstring(page, html_parser())
    except (etree.LxmlError, ValueError) as error:
        return [Problem("page-unreadable", f"cannot be read: {error}", path)]
    return CablePageCheck(cable, path, emendations).run(root)
