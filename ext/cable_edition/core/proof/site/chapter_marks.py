"""What the elements of a chapter have beside its words: links, attributes, pictures, boxes.

Editors write chapters, and extensions set parts of them. So what an element has must be what every
builder gives it, or be said in a file of the editors: the chapter, ``conf.py``, or another file
beside them. Its links are proved apart (:mod:`.chapter_links`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cable_edition.core.proof.site.chapter_links import ChapterLinks
from cable_edition.core.proof.site.classes import HIDING
from cable_edition.core.proof.site.editor_files import EditorFiles
from cable_edition.core.proof.site.general_index import OBJECTS
from cable_edition.core.proof.site.tokens import page_of

if TYPE_CHECKING:
    from lxml import html

    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.site_page import PageTree

#: What docutils, Sphinx and MyST write, whatever the words are.
_USUAL = frozenset(
    {
        "align", "alt", "border", "checked", "class", "cols", "colspan", "content", "controls",
        "data", "datetime", "disabled", "for", "headers", "height", "href", "hreflang", "id", "ids",
        "kind", "label", "lang", "loading", "name", "names", "open", "preload", "rel", "role",
        "rows", "rowspan", "scope", "span", "src", "srcset", "start", "style", "summary",
        "tabindex", "target", "title", "type", "usemap", "valign", "value", "width", "xmlns",
    }
)  # fmt: skip
#: Names of which each extension has its own.
_FREE = ("data-", "aria-")
#: Attributes that show, hide or turn something: each must be said, or be as builders write it.
_TELLING = frozenset(
    {
        "alt", "aria-hidden", "aria-label", "dir", "hidden", "inert", "placeholder", "rel", "style",
        "target", "title", "value",
    }
)  # fmt: skip
#: Their values are words that anybody says: they must be named as well.
_SAID_BY_NAME = frozenset({"aria-hidden", "hidden", "inert"})
_LAYOUT = re.compile(
    r"(?:(?:(?:min-|max-)?(?:width|height)|text-align|vertical-align|margin-left|margin-right): ?"
    r"[\w.%-]{1,20};? ?){1,6}"
)
_INVENTORY = re.compile(r"\(in [\w .+-]{1,80}\)")
#: What Sphinx says of signs among the parameters of a function of Python.
_OF_SIGNATURES = frozenset(
    {"Keyword-only parameters separator (PEP 3102)"}
    | {"Positional-only parameter separator (PEP 570)"}
)
_WORDS = re.compile(r"\w+")
_RELS = frozenset({"noreferrer", "noopener", "nofollow", "external"})
_DRAWN = frozenset({"math", "svg"})
_STRUCK = re.compile(r"~~|<del|<s>|\{(?:del|strike)\}")
_SHOWN = 80
Brings = Callable[["html.HtmlElement"], bool]


class ChapterMarks:
    """Checks the elements of chapters; ``documents`` is the folder of ``conf.py``.

    ``ending`` is that of the names of pages; ``picture`` gives the bytes of a picture by its name,
    where the output is no folder.
    """

    def __init__(
        self,
        documents: Path,
        site: Path,
        known: Known,
        ending: str = ".html",
        picture: Callable[[str], bytes] | None = None,
    ) -> None:
        self.files = EditorFiles(documents, known.cables)
        self._site = site
        self._known = known
        self._ending = ending
        self._picture = picture or self._in_folder
        self.links = ChapterLinks(self.files, site, known, ending)

    def faults(self, page: PageTree, source: str | None, brings: Brings) -> Iterator[str]:
        """Yield what is wrong on a page, given the MyST file of its chapter, if it has one."""
        own = self.files.of(page.name)
        links: list[html.HtmlElement] = []
        for element in self._elements(page, brings):
            if element.tag == "a" and element.get("href"):
                links.append(element)
            yield from self._attributes(element, own, page)
            yield from self._kind(element, own)
        yield from self.links.faults(page, links, own, source)

    def faults_in_book(self, page: PageTree, source: str | None, brings: Brings) -> Iterator[str]:
        """Yield what is wrong on a page of a book, given the MyST file of its chapter."""
        own = self.files.of(page.name)
        elements = list(self._elements(page, brings))
        for element in elements:
            yield from self._attributes(element, own, page)
            yield from self._kind(element, own)
        links = [one for one in elements if one.tag == "a" and one.get("href")]
        yield from self.links.faults_in_book(page, links, own, source)

    def faults_of_index(self, page: PageTree) -> Iterator[str]:
        """Yield what is wrong on the page of the general index, beside entries and links."""
        for element in self._elements(page, lambda _: False):
            yield from self._attributes(element, "", page)
            yield from self._kind(element, "")

    @staticmethod
    def _elements(page: PageTree, brings: Brings) -> Iterator[html.HtmlElement]:
        """Yield the elements of the chapter, without those that are drawn or brought."""
        rest = list(page.main)[::-1] if page.main is not None else []
        while rest:
            element = rest.pop()
            if isinstance(element.tag, str) and not brings(element):
                yield element
                if element.tag not in _DRAWN:
                    rest += list(element)[::-1]

    def _in_folder(self, name: str) -> bytes:
        path = self._site / "_images" / name
        return path.read_bytes() if path.is_file() else b""

    def _attributes(self, element: html.HtmlElement, own: str, page: PageTree) -> Iterator[str]:
        for name, value in element.items():
            is_known = name in _USUAL or name in _TELLING or name.startswith(_FREE)
            if not is_known and element.tag not in _DRAWN and not self.files.is_given(name, own):
                yield f"{element.tag} has an attribute {name[:_SHOWN]!r}"
            if name not in _TELLING or self._is_usual(element, name, value, page):
                continue
            is_given = name in _SAID_BY_NAME or not value
            if (is_given and not self.files.is_given(name, own)) or not (
                not value or self.files.is_said(value, own)
            ):
                shown = f"{name}={value[:_SHOWN]!r}"
                yield f"{element.tag} has {shown}, which the chapter does not say"
        hiding = HIDING & set(element.get("class", "").split())
        for name in sorted(hiding):
            if not self.files.is_given(name, own):
                yield f"{element.tag} is hidden by the class {name!r}"

    def _is_usual(self, element: html.HtmlElement, name: str, value: str, page: PageTree) -> bool:
        """Whether a builder gives an element the attribute, whatever the chapter says."""
        if name == "title":
            return self._is_usual_tip(element, value, page)
        if name == "alt":
            return value in {"", element.get("src", "")}
        if name == "style":
            return bool(_LAYOUT.fullmatch(value.strip()))
        if name == "aria-hidden":
            return not str(element.text_content()).strip()
        if name == "aria-label":
            # Of a row of tabs an extension says what it is.
            return bool(element.get("role") == "tablist")
        if name == "hidden":
            return bool(element.get("role") == "tabpanel")
        if name == "rel":
            return set(value.split()) <= _RELS
        if name == "value":
            return bool(element.tag == "li")
        return name == "target" and value == "_blank" and "noopener" in element.get("rel", "")

    def _is_usual_tip(self, element: html.HtmlElement, tip: str, page: PageTree) -> bool:
        classes = element.get("class", "").split()
        if "headerlink" in classes:
            return tip.split()[:1] == self._known.heading.tip.split()[:1]
        place = page_of(element.get("href", ""), page.folder, self._ending)
        entry = self._known.links.get(place)
        if entry is not None and entry.tip == tip:
            return True
        if element.tag == "abbr":
            return tip in _OF_SIGNATURES
        if "external" in classes and _INVENTORY.fullmatch(tip):
            return True
        if "reference" not in classes:
            return False
        # What a reference says of the object that it leads to: its name, what it is, or more.
        anchor, words = place.partition("#")[2], str(element.text_content())
        if {*_WORDS.findall(tip)} <= {*_WORDS.findall(f"{anchor} {words}"), *OBJECTS}:
            return True
        name, mark, meaning = tip.partition(": ")
        own = self.files.of(page.name)
        return bool(mark) and all(self.files.is_said(part, own) for part in (name, meaning))

    def _kind(self, element: html.HtmlElement, own: str) -> Iterator[str]:
        """Yield what is wrong with elements that show or take words: pictures, fields, strokes."""
        if element.tag in {"del", "s", "strike"} and not _STRUCK.search(own):
            if not self.files.is_anywhere(_STRUCK.search):
                yield f"words are struck out: {str(element.text_content())[:_SHOWN]!r}"
        elif element.tag == "img" and not element.get("src", "").startswith("data:image/"):
            name = posixpath.basename(unquote(element.get("src", "").partition("?")[0]))
            copies = [path for path in self.files.files if path.name == name]
            shown = self._picture(name)
            is_ours = shown and any(
                path.read_bytes() == shown
                for path in copies or self.files.files
                if path.suffix == posixpath.splitext(name)[1]
            )
            is_made = (
                shown and not copies and re.match(r"(?:math|graphviz|[\w-]+-[0-9a-f]{40})", name)
            )
            if not (is_ours or is_made or self.files.is_said(element.get("src", ""), own)):
                yield f"the picture {name[:_SHOWN]!r} is none of the edition"
        elif element.tag in {"input", "textarea", "select", "button", "video", "audio"}:
            classes = element.get("class", "")
            known = element.get("type") in {"checkbox", "radio"} or "sphinx-tabs" in classes
            if not known and not self.files.is_said(f"<{element.tag}", own):
                yield f"an element {element.tag} stands in the chapter"
