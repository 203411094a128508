"""The pages that the program makes of templates: what stands in them is what the program says.

The template is read as text; what Sphinx gives in it is put in here: addresses, and words of Sphinx
in the language of the site. A template of the project's own in its place is not proved.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from lxml import html

from cable_edition.core.edition.for_programs import PAGE
from cable_edition.core.proof.site.difference import first_difference_of
from cable_edition.core.proof.site.said_templates import said_in
from cable_edition.core.proof.site.shipped import PROGRAM
from cable_edition.core.words import say

if TYPE_CHECKING:
    from cable_edition.core.proof.site.programs_page import ProgramsPage
    from cable_edition.core.proof.site.site_page import SitePage

#: Page -> template, what stands before and after its part of the page, the id of the last element.
_PARTS = {
    "search": ("search.html", "{% set body %}", "{% endset %}", "search"),
    "check-a-quotation": (
        "cable-check-quotation.html",
        "{% block content %}",
        "{% endblock %}",
        "cable-check-quotation",
    ),
    "reading-list": (
        "cable-reading-list.html", "{% block content %}", "{% endblock %}", "cable-reading-list",
    ),
    PAGE: (
        "cable-for-programs.html", "{% block content %}", "{% endblock %}", "cable-for-programs",
    ),
}  # fmt: skip
#: What the page of the search loads below its part, with the digest that Sphinx puts behind a name.
_DIGEST = r"(?:\?v=[0-9a-f]{1,8})?"
_DEFERRED = r"(?:cable-search-apart|documentation_options|doctools|translations|scripts/furo)\.js"
#: Element and its other attributes -> what it loads.
_LOADED_BELOW: tuple[tuple[str, dict[str, str], re.Pattern[str]], ...] = (
    ("script", {}, re.compile(r"_static/cable-search\.js")),
    ("script", {"defer": "defer"}, re.compile(rf"_static/{_DEFERRED}{_DIGEST}")),
    (
        "link",
        {"rel": "stylesheet", "type": "text/css"},
        re.compile(rf"_static/(?:pygments|sphinx-design\.min)\.css{_DIGEST}"),
    ),
)
_WORDS = re.compile(r"\{\{ _\(\"([^\"]*)\"\) \}\}")
_ROOT = re.compile(r"\{\{ pathto\('', 1\) \}\}")
_ADDRESS = re.compile(r"\{\{ pathto\('[a-z-]+'\) \}\}")
#: How an address of the first page is written on a page beside it.
_HERE = frozenset({"", "./"})
Read = Callable[[str, html.HtmlElement], list[str]]


class TemplatePages:
    """Compares pages with their templates; ``read`` reads an element of a page as tokens.

    ``programs`` has the rows of the page for programs, which a site may have as a chapter instead.
    """

    def __init__(self, documents: Path, language: str, read: Read, programs: ProgramsPage) -> None:
        self._documents = documents
        self._programs = programs
        self._language = language
        self._read = read

    def is_proved(self, name: str) -> bool:
        """Whether a page is made of a template of the program's own."""
        if name not in _PARTS or (name == PAGE and any(self._documents.glob(f"{PAGE}.*"))):
            return False
        return not any(self._documents.glob(f"*/{_PARTS[name][0]}"))

    def faults(self, page: SitePage) -> Iterator[str]:
        """Yield what differs in a page, and take its part out."""
        found = self._taken(page)
        written = html.Element("div")
        written.extend(found)
        for root in written.iter("div"):
            if root.get("data-root") in _HERE:
                root.set("data-root", "")
        right = self._template(page.name)
        tokens, expected = self._read(page.name, written), self._read(page.name, right)
        if difference := first_difference_of(expected, tokens):
            where = f"{difference.place}: " if difference.place else ""
            yield f"{where}the edition has {difference.expected}, the page {difference.found}"
        if page.main is not None and (rest := page.text.strip()):
            yield f"words of the page that are not the edition's: {rest[:80]!r}"

    @staticmethod
    def _taken(page: SitePage) -> list[html.HtmlElement]:
        """Return the last element of the part and what stands before it from the heading on."""
        last = next(
            (one for one in page.root.iter() if one.get("id") == _PARTS[page.name][3]), None
        )
        if last is None:
            return []
        if last.tag == "section":
            # It was a division (:meth:`PageTree._take_division_as_section`).
            last.tag = "div"
        found = [last]
        heading = last.find("h1")
        if heading is not None:
            page.take_as_heading(heading)
        else:
            for one in last.itersiblings(preceding=True):
                found.append(one)
                if one.tag == "h1":
                    # A theme may have headings of its own before it.
                    page.take_as_heading(one)
                    break
        parent = last.getparent()
        below = [one for one in last.itersiblings() if _loads_below(one)]
        for one in [*found, *below]:
            parent.remove(one)
        return found[::-1]

    def _template(self, name: str) -> html.HtmlElement:
        template, begin, end, _ = _PARTS[name]
        text = (PROGRAM / "theme" / template).read_text("utf-8")
        text = text.partition(begin)[2].partition(end)[0]
        if name == PAGE:
            text = self._with_rows(text)
        text = _ROOT.sub("", text)
        text = _ADDRESS.sub("#", text)
        text = said_in(text)
        text = _WORDS.sub(lambda words: self.said(words[1]), text)
        return html.fragment_fromstring(text, create_parent="div")

    def _with_rows(self, text: str) -> str:
        """Put the rows into the page for programs."""
        rows, address = self._programs.rows(), self._programs.has_address
        template = Environment(autoescape=False).from_string(text)  # noqa: S701 - it escapes itself
        return template.render(
            interfaces=rows, has_address=address, say=say, pathto=lambda name, _kind=0: name
        )

    def said(self, words: str) -> str:
        """Return words of Sphinx in the language of the site."""
        spec = find_spec("sphinx")
        if spec is None or spec.origin is None:
            return words
        folder = Path(spec.origin).parent / "locale"
        languages = [self._language, self._language.partition("_")[0]]
        return gettext.translation("sphinx", folder, languages, fallback=True).gettext(words)


def _loads_below(element: html.HtmlElement) -> bool:
    """Whether an element is one of those by which the page of the search loads the rest."""
    given = dict(element.attrib)
    address = given.pop("src" if element.tag == "script" else "href", "")
    if element.text or (element.tail or "").strip():
        return False
    return any(
        (element.tag, given) == (tag, other) and loaded.fullmatch(address)
        for tag, other, loaded in _LOADED_BELOW
    )
