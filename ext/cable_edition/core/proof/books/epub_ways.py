"""The ways into an EPUB and through it: contents, landmarks, links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote

from cable_edition.core.proof.books.epub_front import COVER_PAGE, INDEX_PAGE, TITLE_PAGE
from cable_edition.core.proof.books.epub_package import (
    NAVIGATION,
    OLD_CONTENTS,
    PACKAGE,
    Package,
    Way,
    navigation,
    old_contents,
)
from cable_edition.core.proof.books.epub_page import ENDING, EpubPage
from cable_edition.core.proof.site.frame import words_of
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.object_names import objects_of
from cable_edition.core.words import say

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
#: What the navigation says beside its lists.
_TITLES = [
    Way("title", "Table of Contents"),
    Way("h1", "Table of Contents"),
    Way("h2", "Landmarks"),
]


class Ways:
    """Takes in the pages of a book: their headings, their places, and where they lead."""

    def __init__(self) -> None:
        #: File -> anchor -> words of the heading; the first has the empty anchor too.
        self.headings: dict[str, dict[str, str]] = {}
        #: File -> anchor -> what contents may call an object that a chapter describes there.
        self.objects: dict[str, dict[str, set[str]]] = {}
        self.ids: dict[str, set[str]] = {}
        self.links: dict[str, list[str]] = {}

    def add(self, page: EpubPage) -> None:
        """Take in a page."""
        file = f"{page.name}{ENDING}"
        self.headings[file] = page.headings
        if page.main is None:
            title = page.root.find(".//h1")
            self.headings[file] = {} if title is None else {"": words_of(title)}
        self.objects[file] = objects_of(page.root)
        self.ids[file] = page.ids()
        self.links[file] = list(page.links())

    def leads(self, folder: str, address: str, files: set[str]) -> bool:
        """Whether an address in a page of ``folder`` leads to a place of the book."""
        path, _, anchor = address.partition("#")
        file = posixpath.normpath(posixpath.join(folder, unquote(path)))
        return file in files and (not anchor or unquote(anchor) in self.ids.get(file, ()))

    def may_be(self, address: str, words: str) -> bool:
        """Whether words are a name of the object at an address."""
        file, _, anchor = address.partition("#")
        return words in self.objects.get(file, {}).get(anchor, ())

    def title(self, address: str) -> str | None:
        """Return the heading at an address; of a page without headings, nothing."""
        file, _, anchor = address.partition("#")
        return self.headings.get(file, {}).get(anchor)


def ways_faults(
    ways: Ways,
    read: Callable[[str], bytes],
    package: Package,
    known: Known,
    is_orphan: Callable[[str], bool],
    is_called: Callable[[str, str], bool],
) -> Iterator[tuple[str, str]]:
    """Yield (file, what is wrong) with links and lists.

    ``is_orphan`` tells of the name of a page whether its author has it in no contents,
    ``is_called`` whether some contents give it a title of their own.
    """
    files = set(package.files)
    for file, links in ways.links.items():
        folder = posixpath.dirname(file)
        for address in links:
            inner = f"{file}{address}" if address.startswith("#") else ""
            within = not _SCHEME.match(address)
            if within and not ways.leads("" if inner else folder, inner or address, files):
                yield file, f"a link leads to {address[:120]!r}, which is not in the book"
    try:
        lists = navigation(read(NAVIGATION))
        old = old_contents(read(OLD_CONTENTS))
    except ValueError as error:
        yield NAVIGATION, f"the ways into the book cannot be read: {error}"
        return
    if list(package.spine[:2]) != [f"{COVER_PAGE}{ENDING}", f"{TITLE_PAGE}{ENDING}"]:
        yield PACKAGE, "the book must open with its cover and its title page"
    contents = lists.get("toc", [])
    listed = {way.address.partition("#")[0] for way in contents}
    apart = {
        name
        for name in package.spine
        if name not in listed and is_orphan(name.removesuffix(ENDING))
    }
    yield from (
        (NAVIGATION, message)
        for message in _contents_faults(ways, contents, package, apart, is_called)
    )
    yield from ((NAVIGATION, message) for message in _lists_faults(lists, package))
    if (old.title, old.uid) != (known.title, package.said("identifier")):
        yield OLD_CONTENTS, f"title and identifier are {old.title[:120]!r}, {old.uid[:120]!r}"
    yield from ((OLD_CONTENTS, f"it has {message}") for message in old.strange)
    if old.ways != contents:
        yield OLD_CONTENTS, "the contents are not those of the navigation"


def _contents_faults(
    ways: Ways,
    contents: Sequence[Way],
    package: Package,
    apart: set[str],
    is_called: Callable[[str, str], bool],
) -> Iterator[str]:
    for way in contents:
        must = ways.title(way.address)
        file, mark, _ = way.address.partition("#")
        is_known = must == way.words or ways.may_be(way.address, way.words)
        if not is_known and (mark or not is_called(file.removesuffix(ENDING), way.words)):
            yield f"{way.address[:120]!r} is called {way.words[:120]!r}, and is {must!r}"
    pages = list(dict.fromkeys(way.address.partition("#")[0] for way in contents))
    listed = set(pages)
    if pages != [name for name in package.spine if name in listed]:
        yield "the contents stand in another order than the pages"
    for name in package.spine:
        if name not in listed | apart and name != f"{COVER_PAGE}{ENDING}":
            yield f"the contents lack {name}"


def _lists_faults(lists: dict[str, list[Way]], package: Package) -> Iterator[str]:
    start = next(iter(package.spine[2:]), f"{INDEX_PAGE}{ENDING}")
    landmarks = [
        Way(f"{COVER_PAGE}{ENDING}", say("Cover")),
        Way(start, say("Start of the edition")),
        Way(f"{INDEX_PAGE}{ENDING}", say("Index")),
    ]
    if lists.get("landmarks") != landmarks:
        yield "the landmarks are others"
    titles = [one._replace(words=say(one.words)) for one in _TITLES]
    if lists.get("") != titles:
        strange = [one for one in lists.get("", []) if one not in titles]
        yield f"the navigation says {strange[:3]}"
    unknown = set(lists) - {"toc", "landmarks", ""}
    if unknown:
        yield f"the navigation has a list {', '.join(sorted(unknown))}"
