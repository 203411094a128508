"""The search of a site: each text that it shows stands on its page, each word is found where it is.

The words are read from the pages; the index must say of the texts just what they say. What it lacks
is told for the paragraphs of cables: chapters and lists may keep themselves out of a search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import Stemmer
from lxml import etree

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Closing, Heading, Paragraph
from cable_edition.core.cable.places import issued_words, places_of
from cable_edition.core.nouns import number_of
from cable_edition.core.proof.quotation_shards import QuotationShards
from cable_edition.core.proof.search_firsts import first_faults
from cable_edition.core.proof.search_shards import (
    BROKEN,
    FIRST,
    FOLDER,
    Page,
    ShardError,
    Shards,
    Text,
    ascii_words,
    indexed,
)
from cable_edition.core.proof.site.written import (
    end_of,
    is_comment,
    pieces_in,
    read_back,
    tag_of,
    written_of,
)
from cable_edition.core.releases.state import ReleaseState

if TYPE_CHECKING:
    from lxml import html

    from cable_edition.core.citations.item import CitedCable, CitedEdition
    from cable_edition.core.edition.assemble import EditedCable
    from cable_edition.core.proof.site.site_page import PageTree

_LETTERS = re.compile(r"[^\W_]+")
#: Parts of a text that stand in different places of a page.
_PARTS = " · "
#: The anchor of a part of a paragraph after its first.
_PART = re.compile(r"(?<=[0-9a-z])-[0-9]{1,6}\Z")
#: Elements that stand within a line.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "small"}
    | {"span", "strong", "sub", "sup", "time", "var"}
)
INDEX = f"{FOLDER}/{FIRST}"
_SHOWN = 5
#: Where the page of a cable has its record.
_RECORD = "about"
#: What stands for the begin and the end of a line.
_APART = " "
#: The same, for an element within a line: its end parts words too.
_BOTH = "\n"
#: The sign of a heading's link may be a letter.
_OF_HEADER = 'class="headerlink"'
_HEADER_LINK = re.compile(rf"<a {_OF_HEADER}(?: [^<>]*)?>[^<>]*</a>")
#: What classifies a term stands apart by the style of the page alone.
_APART_IN_LINE = 'class="classifier"'
#: Tags within a line, and comments: they part nothing.
_WITHIN_LINE = re.compile(
    rf"</?(?:{'|'.join(sorted(_INLINE))})(?: [^<>]*)?/?>|<!--.*?-->|<\?.*?\?>", re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")
_WITH_ID = etree.XPath(".//*[@id]")
Found = tuple[str, str]
#: What a search can be narrowed by, and a value of it.
Filter = tuple[str, str]
#: The folders of the registers, and what is found in each.
_REGISTERS = {
    "glossary": "Term",
    "organizations": "Organization",
    "people": "Person",
    "posts": "Post",
    "tags": "TAG",
}


class SearchCheck:
    """Reads the shards of a site, and compares them with its pages and with themselves."""

    def __init__(
        self,
        site: Path,
        cables: Mapping[str, EditedCable],
        edition: CitedEdition | None = None,
        cite: Callable[[EditedCable], CitedCable] | None = None,
        releases: ReleaseState | None = None,
        names: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._site = site
        #: The names of people by their ids, and those of posts by their codes.
        self._names = names or {}
        self._releases = releases or ReleaseState()
        self._edition = edition
        self._cite = cite
        #: The files of the index of quotations by their names; ``None`` where they are not known.
        self.quotations: frozenset[str] | None = None
        self._cables = cables
        self._faults: list[Found] = []
        self._texts: defaultdict[str, list[Text]] = defaultdict(list)
        self._titles: dict[str, set[str]] = defaultdict(set)
        #: The files of the search by their names; ``None`` where the first cannot be read.
        self.given: frozenset[str] | None = None
        folder = site / FOLDER
        if (folder / FIRST).is_file():
            try:
                self._read(Shards(folder))
            except ShardError as error:
                name, _, message = str(error).partition(": ")
                self._faults.append((f"{FOLDER}/{name}", f"cannot be read: {message}"))
            except BROKEN as error:
                self._faults.append((INDEX, f"cannot be read: {error}"))

    def _read(self, shards: Shards) -> None:
        self.given = shards.given
        for page in shards.pages:
            self._titles[_name(page.address)].add(page.title)
        for text in shards.texts:
            self._texts[_name(text.page)].append(text)
        self._faults += self._differing(shards)
        self._faults += self._forms(shards)
        self._faults += ((f"{FOLDER}/{name}", wrong) for name, wrong in first_faults(shards))
        if self._edition is not None and self._cite is not None:
            cited_cables = {
                f"cables/{one.id}.html": (one, self._cite(one)) for one in self._cables.values()
            }
            quotations = QuotationShards(
                self._site, shards, cited_cables, self._edition, self._releases
            )
            self._faults += quotations.faults()
            self.quotations = quotations.files()
        self._faults += ((f"{FOLDER}/{one}", "it says more than it may") for one in shards.unknown)
        filters: list[set[Filter]] = [set() for _ in shards.pages]
        for name, values in shards.filters().items():
            for value, pages in values.items():
                if pages and pages[-1] >= len(shards.pages):
                    self._tell("filters", f"{name} {value[:80]!r} leads to no page")
                    continue
                for number in pages:
                    filters[number].add((name, value))
        for found, of_page in zip(shards.pages, filters, strict=True):
            self._choices(found, of_page)

    def _choices(self, page: Page, filters: set[Filter]) -> None:
        """Compare by what a page is chosen, date and filters, with its cable or register."""
        name = _name(page.address)
        one = self._cables.get(name.removeprefix("cables/"))
        if page.date != (one.date if one else ""):
            self._faults.append((INDEX, f"{name} has the date {page.date[:40]!r}"))
        if one is not None:
            right = self._filters_of(one)
        else:
            parts = {value for of, value in filters if of == "Part"}
            right = {("Part", value) for value in sorted(parts & {"Chapters", "Lists"})[:1]}
            kind = _REGISTERS.get(name.partition("/")[0], "")
            # A chapter may stand beside the pages of a register.
            if kind and "Chapters" not in parts:
                right = {("Part", "Registers"), ("Register", kind)}
        for of, value in sorted(filters ^ right):
            what = "is found by" if (of, value) in filters else "is not found by"
            self._tell("filters", f"{name} {what} {of[:80]} {value[:80]!r}")

    def _filters_of(self, one: EditedCable) -> set[Filter]:
        parts = parse_id(one.id)
        people = {(name.kind, name.entry) for found in one.mentions.values() for name in found}
        found = {
            ("Part", "Cables"),
            ("Post", self._names.get(("post", parts.post), parts.post) if parts else ""),
            ("Year", one.date[:4]),
            ("Classification", one.classification.capitalize()),
            *(("TAG", tag.text) for tag in one.cable.opening.tags),
            *(("Person", self._names.get(key, "")) for key in people if key[0] == "person"),
        }
        return {(of, value) for of, value in found if value}

    def _tell(self, shard: str, message: str) -> None:
        self._faults.append((f"{FOLDER}/{shard}.js", message))

    @staticmethod
    def _differing(shards: Shards) -> Iterator[Found]:
        """Yield the words that the index has elsewhere than the texts."""
        if shards.are_as_written():
            return
        said, right = shards.words(), indexed(shards.texts)
        wrong = sorted(
            form for form in said.keys() | right.keys() if said.get(form) != right.get(form)
        )
        for form in wrong[:_SHOWN]:
            texts = right.get(form)
            what = "stands in no text" if texts is None else "is not found where it stands"
            yield INDEX, f"the word {form[:80]!r} {what}"
        if len(wrong) > _SHOWN:
            more = number_of(len(wrong) - _SHOWN, "word")
            yield INDEX, f"{more} more are not as in the texts"

    @staticmethod
    def _forms(shards: Shards) -> Iterator[Found]:
        forms = shards.forms()
        for form, others in sorted(forms.items()):
            for other in others:
                if form not in forms.get(other, ()) or _stem(other) != _stem(form):
                    message = f"{other[:80]!r} is found with {form[:80]!r} and is no form of it"
                    yield INDEX, message

    def faults(self, page: PageTree) -> Iterator[Found]:
        """Yield (file, what is wrong) for what the search has of a page and the page has not."""
        texts = self._texts.pop(page.name, [])
        titles = self._titles.pop(page.name, set())
        if not texts:
            return
        heading = _letters(page.headings.get("", ""))
        for title in sorted(titles):
            if heading and _letters(title) != heading:
                yield INDEX, f"{page.name} is called {title[:120]!r}"
        if page.main is None:
            return
        places = {str(one.get("id")): one for one in (page.main, *_WITH_ID(page.main))}
        cable = self._cables.get(page.name.removeprefix("cables/"))
        right = {} if cable is None else _texts_of(cable)
        labels = {} if cable is None else _labels_of(cable)
        read: dict[str, list[str]] = {}
        head: list[str] = []
        if cable is not None and _RECORD in places:
            # What a cable itself is found by stands there; else its whole page is looked through.
            head = _words(lines_of(places[_RECORD]))
            head += _words(page.headings.get("", ""))
        for text in texts:
            place = places.get(text.anchor) if text.anchor else page.whole
            if place is not None and not _is_called(text, place, labels.get(text.anchor), read):
                at = text.anchor or "the page"
                yield INDEX, f"{page.name}: {at} is called {text.label[:120]!r}"
            if not (text.anchor or text.transmitted) and head and _has(head, text.words):
                continue
            if wrong := _wrong(text, place, right, read):
                yield INDEX, f"{page.name}{wrong}"
        anchors = {text.anchor for text in texts}
        for anchor, (words, _) in right.items():
            is_paragraph = anchor in places and "cable-par" in places[anchor].get("class", "")
            if is_paragraph and words and anchor not in anchors:
                yield INDEX, f"{page.name}: {anchor} is not found"

    def rest(self) -> Iterator[Found]:
        """Yield what leads to pages that were not there, and what is wrong in the shards."""
        yield from self._faults
        for name in sorted(self._texts):
            if not (self._site / f"{name}.html").is_file():
                yield INDEX, f"it leads to {name[:120]!r}, which is not there"


def _wrong(
    text: Text, place: Any, right: Mapping[str, tuple[str, str]], read: dict[str, list[str]]
) -> str:
    """Return what is wrong with a text at its place, to be read behind the name of the page.

    ``read`` keeps the words of each place: much of what a page says has the whole page for one.
    """
    at = text.anchor or "the page"
    if place is None:
        return f" has no place {text.anchor[:120]!r}"
    if text.anchor in right:
        is_right = text.words == right[text.anchor][text.transmitted]
        return "" if is_right else f": {at} does not read {text.words[:120]!r}"
    if text.transmitted:
        return ""
    has_words = _has(_read_once(text.anchor, place, read), text.words)
    return "" if has_words else f": {at} has not {text.words[:120]!r}"


def _read_once(anchor: str, place: html.HtmlElement, read: dict[str, list[str]]) -> list[str]:
    if anchor not in read:
        read[anchor] = _words(lines_of(place))
    return read[anchor]


def _is_called(
    text: Text, place: html.HtmlElement, label: str | None, read: dict[str, list[str]]
) -> bool:
    """Whether the search calls a place rightly; ``label`` is what a place of a cable is called."""
    if not text.anchor:
        return text.label in {"", "record"}
    if label is not None:
        return text.label == label
    if "cable-note" in place.get("class", "").split():
        return text.label == f"note {place.get('value', '')}".strip()
    return _letters(text.label) in "".join(_read_once(text.anchor, place, read))


def _labels_of(one: EditedCable) -> dict[str, str]:
    """Return anchor -> what the search calls the place, of the places of a cable's words."""
    found: dict[str, str] = {}
    for place in places_of(one.cable):
        if isinstance(place.part, Paragraph):
            number = place.part.n
            found[place.anchor] = place.anchor if number is None else f"¶ {number}"
        elif isinstance(place.part, Heading):
            found[place.anchor] = "heading"
        elif isinstance(place.part, Closing) or place.kind in {"classified-by", "signature"}:
            found[place.anchor] = place.anchor.replace("-", " ")
    return found


def _texts_of(one: EditedCable) -> dict[str, tuple[str, str]]:
    """Return anchor -> (reading text, words as transmitted), the parts of a paragraph as one."""
    found: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    sent = issued_words(one.cable)
    for anchor, words in one.texts:
        reading, transmitted = found[_PART.sub("", anchor)]
        reading.append(words)
        transmitted.append(sent.get(anchor, ""))
    return {at: (_joined(both[0]), _joined(both[1])) for at, both in found.items()}


def _joined(words: list[str]) -> str:
    return " ".join(words).strip()


def lines_of(element: html.HtmlElement) -> str:
    """Return the text of an element, with a blank where a line begins or ends."""
    written = written_of(element)
    if _APART_IN_LINE not in written:
        shown = _HEADER_LINK.sub("", written)
        if _OF_HEADER not in shown:
            return read_back(_TAG.sub(_APART, _WITHIN_LINE.sub("", shown)))
    return lines_in(pieces_in(written))


def lines_in(pieces: list[str]) -> str:
    """Return the same of an element in pieces: each tag is asked what it parts."""
    found, at = [pieces[0]], 1
    while at < len(pieces):
        between = _between(pieces[at])
        if between is None:
            at = end_of(pieces, at)
        elif between == _BOTH:
            # The end of such an element says nothing by itself.
            pieces[end_of(pieces, at)] = "</>"
        found += [between or "", pieces[at + 1]]
        at += 2
    return read_back("".join(found))


@lru_cache(maxsize=4096)
def _between(piece: str) -> str | None:
    """Return what parts the words before a tag from those after it; of a skipped element none."""
    if is_comment(piece):
        return ""
    if piece[1] == "/":
        return "" if piece[2:-1] in _INLINE else _APART
    tag = tag_of(piece)
    # The sign of a heading's link may be a letter.
    if tag.get("class") == "headerlink":
        return None
    if tag.name not in _INLINE:
        return _APART
    # What classifies a term stands apart by the style of the page alone.
    return _BOTH if tag.get("class") == "classifier" else ""


def _has(letters: list[str], words: str) -> bool:
    """Whether the words of a text are among others in their order.

    Parts that stand in different places of a page may have any order.
    """
    return all(
        all(word in there for word in _words(part))
        for part in words.split(_PARTS)
        for there in [iter(letters)]
    )


def _name(address: str) -> str:
    return unquote(address.removesuffix(".html"))


def _letters(words: str) -> str:
    """Return the letters and figures of a text, in small letters."""
    return "".join(_words(words))


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return ascii_words(text) if text.isascii() else _LETTERS.findall(text.casefold())


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")
