"""One page of a built site, taken apart: the edition's own part, the head, and the frame."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path

from lxml import etree, html

from cable_edition.core.proof.site.frame import INLINE, headings_of, words_of
from cable_edition.core.proof.site.page_head import Said, said_in
from cable_edition.core.proof.site.section_numbers import NUMBERED, after_number, take_numbers
from cable_edition.core.proof.site.tokens import original
from cable_edition.core.proof.site.written import html_parser

_PARSER = html_parser()
_IDS = etree.XPath("//@id", smart_strings=False)
_MAIN = etree.XPath("//*[@role='main']")
#: The elements that themes mostly have for it, asked first.
_OFTEN_MAIN = ("article", "div", "main")
#: Within that part some themes have what they say of a page around the words of the page itself.
_WITHIN_MAIN = etree.XPath(
    ".//*[@itemprop='articleBody'] | .//article[contains(@class, 'bd-article')]"
)
_NAMED_WITHIN = (b"articleBody", b"bd-article")
#: The classes by which themes tell links to the page after one and before it.
WAYS_ON = ("next-page", "prev-page")
#: Elements in which the edition shows a part of its own beside the words of a cable.
_PARTS = ("aside", "details", "div", "nav", "section", "table")
#: The links that may have one of those classes.
_WAYS_ON = etree.XPath("descendant-or-self::a[contains(@class, '-page')]")
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!?>).)*-->", re.DOTALL)
#: The parser reads no further, and a browser shows what follows.
_END = re.compile(rb"</html[^>]*>", re.IGNORECASE)


class PageTree:
    """A page that was read, of a site or of a book.

    ``name`` is its path in the output without the ending, ``path`` what messages call it.
    ``has_inner`` tells whether the words of a theme may stand around those of the page.
    """

    def __init__(
        self, name: str, path: str, root: html.HtmlElement, *, has_inner: bool = True
    ) -> None:
        self.name = name
        self.path = path
        self.folder = name.rpartition("/")[0]
        self.root = root
        self.main: html.HtmlElement | None = _main_of(root)
        #: The same with what some themes say of a page around the words of the page itself.
        self.whole: html.HtmlElement | None = self.main
        inner = [] if self.main is None or not has_inner else _WITHIN_MAIN(self.main)
        if len(inner) == 1:
            self.main = inner[0]
        self._take_division_as_section()
        self.headings = headings_of(self.root if self.main is None else self.main)

    def _take_division_as_section(self) -> None:
        """Read the outermost part of a page as the section that it is in a book.

        A site has a division there, so that the first heading is that of the whole.
        """
        if self.main is not None:
            for part in self.main.iterfind("div[@id]"):
                if part.find("h1") is not None and self.main.find("section/h1") is None:
                    part.tag = "section"

    @property
    def description(self) -> str:
        """The first paragraph of the outermost section, up to 160 characters.

        A formula stands in it as it was written.
        """
        found = None if self.main is None else self.main.find("section/p")
        words = "" if found is None else " ".join(original(_written(found)).split())
        if len(words) <= 160:
            return words
        end = words.rfind(" ", 0, 159)
        return f"{words[: 159 if end < 0 else end]}…"

    @property
    def section_id(self) -> str:
        """The id of the outermost section."""
        section = None if self.main is None else self.main.find("section")
        return "" if section is None else str(section.get("id", ""))

    @property
    def other_ids(self) -> list[str]:
        """The ids of the sections that have no class, in order, without the outermost."""
        sections = [] if self.main is None else self.main.iterfind(".//section")
        ids = [str(one.get("id", "")) for one in sections if not one.get("class")]
        return ids[1:]

    @cached_property
    def all_ids(self) -> Counter[str]:
        """The ids of all elements of the page as it was read, each with how many have it."""
        return Counter(_IDS(self.root))

    @property
    def text(self) -> str:
        """The words of the edition's own part, or of the page where that is not marked."""
        return str((self.root if self.main is None else self.main).text_content())

    def repeated_ids(self) -> list[str]:
        """Return the ids that more than one element has.

        Of a table docutils gives the box around it the same one: that is one place. A theme may
        have the same drawing twice around a page.
        """
        return sorted(name for name, n in self.all_ids.items() if n > 1 and self._is_twice(name))

    def _is_twice(self, name: str) -> bool:
        first, *others = found = [one for one in self.root.iter() if one.get("id") == name]
        if all(_is_drawn_around(one, self.main) for one in found):
            return False
        return any(first not in one.iterancestors() for one in others)

    def take_main(self) -> None:
        """Take the edition's own part out of the page."""
        if self.main is not None:
            del self.main[:]
            self.main.text = None


class SitePage(PageTree):
    """A page of a site. Raises ``ValueError`` for bytes that are no page."""

    def __init__(self, name: str, path: Path) -> None:
        try:
            data = path.read_bytes()
            root: html.HtmlElement = html.document_fromstring(data, _PARSER)
        except etree.ParserError as error:
            raise ValueError(str(error)) from None
        if NUMBERED in data:
            take_numbers(root)
        # What few pages have is looked for in their bytes, which takes no walk through elements.
        has_inner = any(one in data for one in _NAMED_WITHIN)
        super().__init__(name, str(path), root, has_inner=has_inner)
        end = _END.search(data)
        #: What the file has after its last element, which must be nothing.
        rest = data[end.end() :].decode("utf-8", "replace") if end else ""
        self.after = _COMMENT.sub("", rest).strip()
        #: What the title has after the words of the first heading; ``None`` if it has not those.
        self.title_suffix = self._title_suffix()
        #: Whether the head, which is taken out, names a page before or after this one.
        self.related: frozenset[str] = frozenset()
        #: The names of the objects that a chapter describes, by anchor; none until they are asked.
        self.objects: dict[str, set[str]] = {}

    @property
    def is_untitled(self) -> bool:
        """Whether the title has no words of the page's own, as a template may leave it."""
        return not self.title[:1].isalnum()

    def _title_suffix(self) -> str | None:
        title = self.root.find("head/title")
        #: The words of the title.
        self.title = "" if title is None else words_of(title)
        return self.suffix_behind(self.headings.get("", ""))

    def suffix_behind(self, first: str) -> str | None:
        """Return what the title has after some words; ``None`` if it does not begin with them."""
        words = self.title if self.title.startswith(first) else after_number(self.title)
        return words[len(first) :] if words.startswith(first) else None

    def take_as_heading(self, heading: html.HtmlElement) -> None:
        """Take an element for the first heading of the page, whose words its title begins with."""
        self.headings[""] = words_of(heading)
        self.title_suffix = self._title_suffix()

    def flatten_title(self) -> None:
        """Leave words alone in a link of the page to itself that some themes name by its title."""
        title = self.headings.get("", "")
        for link in self.root.iter("a"):
            if link.get("href") == "" and len(link) and words_of(link) == title:
                parts = [part for part in link.iterdescendants() if isinstance(part.tag, str)]
                if all(part.tag in INLINE and set(part.keys()) <= {"class"} for part in parts):
                    del link[:]
                    link.text = title

    def take_head(self) -> list[tuple[Said, html.HtmlElement]]:
        """Take out of the head what is about this page alone, and the title."""
        head = self.root.find("head")
        if head is None:
            return []
        found = list(said_in(head, self.folder))
        self.related = frozenset(one[1] for one, _ in found) & {"next", "prev"}
        titles = list(head.iterfind("title"))
        for element in [*(element for _, element in found), *titles]:
            element.drop_tree()
        return found

    def _around(self) -> Iterator[html.HtmlElement]:
        """Yield the elements that stand around the edition's own part; together they are it all."""
        if self.main is None:
            yield self.root
            return
        for one in (self.main, *self.main.iterancestors()):
            yield from one.itersiblings(tag="*", preceding=True)
            yield from one.itersiblings(tag="*")

    def take(self, name: str) -> html.HtmlElement | None:
        """Take the first element of a class out of the page: of those around its words, if any."""
        # The words of a page are looked through last: they have most of its elements.
        around = chain.from_iterable(one.iter(*_PARTS) for one in self._around())
        parts = chain(around, self.root.iter(*_PARTS))
        found = next((one for one in parts if name in one.get("class", "").split()), None)
        if found is not None:
            found.drop_tree()
        return found

    def ways_on(self) -> list[tuple[str, str]]:
        """Return (class, address) of the links to the page before and after this one.

        They stand around the words of the page; of those each link is proved by itself.
        """
        found = chain.from_iterable(map(_WAYS_ON, self._around()))
        links = ((a.get("class").split(), a.get("href", "")) for a in found)
        return [(name, at) for classes, at in links for name in WAYS_ON if name in classes]


def _main_of(root: html.HtmlElement) -> html.HtmlElement | None:
    """Return the part of a page that says of itself that it is the main one."""
    often = (one for one in root.iter(*_OFTEN_MAIN) if one.get("role") == "main")
    found = next(often, None)
    return next(iter(_MAIN(root)), None) if found is None else found


def _is_drawn_around(element: html.HtmlElement, main: html.HtmlElement | None) -> bool:
    """Whether an element stands in a drawing outside of the edition's own part of the page."""
    around = list(element.iterancestors())
    return main not in around and any(one.tag == "svg" for one in around)


def _written(element: html.HtmlElement) -> str:
    """Return the words of an element, with each formula as it was written."""
    if element.tag == "math":
        return str(element.get("alttext", ""))
    parts = [element.text or ""] if isinstance(element.tag, str) else []
    for child in element:
        parts += [_written(child), child.tail or ""]
    return "".join(parts)
