"""What stands around the edition's own part of a page: the theme's frame, taken apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from cable_edition.core.late_methods import dataclass
from cable_edition.core.proof.site.allowed import Allowed
from cable_edition.core.proof.site.classes import HIDING
from cable_edition.core.proof.site.tokens import original, page_of, spaced, start
from cable_edition.core.proof.site.written import (
    Tag,
    end_of,
    is_comment,
    pieces_in,
    pieces_of,
    read_back,
    tag_of,
    written_of,
)

if TYPE_CHECKING:
    from lxml import html


#: Classes that tell where in the site a page stands, or how docutils sets a list.
_PASSING = frozenset({"current", "current-page", "no-toc", "active", "simple"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What may stand in a link around words of its name.
INLINE = frozenset({"b", "code", "em", "i", "span", "strong"})
_OF_HEADINGS = INLINE | {"a"}
#: How deep in the contents a page is.
_DEEP = re.compile(r"nav-item-[0-9]{1,3}\Z")
#: Elements that load a file.
_LOADING = frozenset({"embed", "iframe", "img", "link", "script"})
_LOADING_RELS = frozenset({"icon", "preload", "stylesheet"})
#: What an element that loads a file may say of it besides where it is: when it runs, not whether.
_OF_FILES: dict[str, frozenset[str]] = {
    "as": frozenset({"font", "script", "style"}),
    "async": frozenset({"", "async"}),
    "charset": frozenset({"utf-8"}),
    "defer": frozenset({"", "defer"}),
    "rel": _LOADING_RELS,
    "type": frozenset({"", "application/javascript", "module", "text/css", "text/javascript"}),
}
_OF_FILES_ANY = frozenset({"crossorigin", "href", "id", "integrity", "referrerpolicy", "src"})
#: Elements whose words are no words of the page.
_CODE = ("<script", "<style")
#: What a link has that is told apart from its token.
_OF_LINKS = frozenset({"accesskey", "class", "href", "title"})
_OUT = re.compile(r"[a-z][a-z0-9+.-]{0,20}:")
#: How many tags are kept for the pages of a folder.
_KEPT = 16384
_BESIDE_WORDS = frozenset({"headerlink", "cable-cite-link", "cable-note-ref"})


def words_of(element: html.HtmlElement) -> str:
    """Return the words of an element as they read, with white space folded."""
    return original(spaced(str(element.text_content()))).strip()


def heading_words(element: html.HtmlElement) -> str:
    """Return the words of a heading without its controls."""
    found: list[str] = []

    def read(part: html.HtmlElement) -> None:
        found.append(part.text or "")
        for child in part:
            if not _BESIDE_WORDS & set(child.get("class", "").split()):
                read(child)
            found.append(child.tail or "")

    read(element)
    return original(spaced("".join(found))).strip()


@dataclass
class Frame:
    """The frame of one page: its tokens, and its links as (address, words).

    ``within`` has (address, token) for each element in a link that says more than its words,
    ``marked`` the tokens of the elements in each heading of the page, by its anchor. ``related``
    has what the head says of pages before and after this one, ``objects`` the names of the objects
    that the page describes, by anchor.
    """

    page: str
    path: str
    tokens: set[str] = field(default_factory=set)
    links: set[tuple[str, str]] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    within: set[tuple[str, str]] = field(default_factory=set)
    headings: dict[str, str] = field(default_factory=dict)
    marked: dict[str, set[str]] = field(default_factory=dict)
    suffix: str = ""
    related: frozenset[str] = frozenset()
    objects: dict[str, set[str]] = field(default_factory=dict)
    is_own: bool = False
    """Whether the page is the edition's own, and ``conf.py`` has nothing for it alone."""

    def take(self, other: Frame) -> None:
        """Take what the frame of another page has read."""
        self.tokens |= other.tokens
        self.links |= other.links
        self.files |= other.files
        self.within |= other.within

    @cached_property
    def links_of_page(self) -> dict[tuple[str, str], tuple[str, str]]:
        """The links that say what the page is called: without that, with the link as it stands.

        A theme may say the title of a page in the way to the first one, and lead to the file of
        the page in the place where it is written, or to a form for words on it.
        """
        found: dict[tuple[str, str], tuple[str, str]] = {}
        twice = set()
        title = self.headings.get("")
        names = (self.page, quote(self.page, safe=""))
        for address, words in self.links:
            # Nearly no address has the name of the page, so that it is looked for first.
            if ":" in address and _OUT.match(address):
                if not any(name in address for name in names):
                    continue
                bare = (_named_page(self.page).sub("\0", address), words)
            elif title and title in words:
                at = self.page if address == "#" else address
                bare = (at, words.replace(title, "\0", 1))
            else:
                continue
            if "\0" in bare[0] or "\0" in bare[1]:
                if bare in found:
                    twice.add(bare)
                found[bare] = (address, words)
        # Of two that are alike but for the ending of a file, none is known to be the theme's.
        return {bare: link for bare, link in found.items() if bare not in twice}

    @cached_property
    def files_of_page(self) -> frozenset[tuple[str, str]]:
        """Those of :attr:`links_of_page` that lead out of the site: no other page has them."""
        return frozenset(one for one in self.links_of_page.values() if _OUT.match(one[0]))


class _Part(NamedTuple):
    """What a start tag in a frame is.

    ``kind`` is one of the kinds below; ``token`` the tag as a token; ``address`` where the element
    leads, or the file that it loads; ``title`` what a link says beside its words, ``rest`` its
    token without these; ``is_plain`` whether it may stand in a link and say nothing.
    """

    kind: str
    token: str = ""
    address: str = ""
    title: str = ""
    rest: str = ""
    is_plain: bool = False


class _Begin(NamedTuple):
    """What frames begin with, as it is written, and what is read there.

    ``codes`` are the words of its scripts, ``leads`` what leads the words of each element that is
    open where it ends.
    """

    written: str
    codes: str
    leads: tuple[str, ...]
    frame: Frame

    def is_of(self, page: str, written: str) -> bool:
        """Whether the frame of a page begins so, and says nothing of the page there."""
        named = f"'{page}'" in self.codes or f'"{page}"' in self.codes
        return not named and written.startswith(self.written)


_SKIPPED, _FILE, _LINK, _OTHER = "skipped", "file", "link", "other"


class FrameReader:
    """Reads frames; each tag is read once for the pages of a folder."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._parts: dict[str, dict[str, _Part]] = {}
        #: Folder -> what its pages began with so far, and the page that was last read in full.
        self._begins: dict[str, _Begin] = {}
        self._before: dict[str, str] = {}

    def read(self, root: html.HtmlElement, page: str, path: str) -> Frame:
        """Return the frame of a page from which the edition's own part was taken out.

        Most of a frame is that of the page before it, which is read once.
        """
        frame = Frame(page, path)
        folder = page.rpartition("/")[0]
        written = written_of(root)
        begin = self._begins.get(folder)
        if begin is None or not begin.is_of(page, written):
            pieces = pieces_in(written)
            alike = _alike(self._before.get(folder, ""), written, pieces)
            leads, codes = ["="], list[str]()
            at = self._read_on(frame, pieces, 1, alike, leads, codes)
            read = Frame(page, path)
            read.take(frame)
            begin = _Begin("".join(pieces[: at - 1]), "\n".join(codes), tuple(leads), read)
            if at > 1 and begin.is_of(page, written):
                self._begins[folder] = begin
            self._before[folder] = written
            self._read_on(frame, pieces, at, len(pieces), leads, codes)
        else:
            frame.take(begin.frame)
            pieces = pieces_in(written[len(begin.written) :])
            self._read_on(frame, pieces, 1, len(pieces), list(begin.leads), [])
        # Without it, or with another, browsers show a page in the manner of old ones.
        frame.tokens.add(root.getroottree().docinfo.doctype)
        return frame

    def _read_on(
        self,
        frame: Frame,
        pieces: list[str],
        at: int,
        until: int,
        leads: list[str],
        codes: list[str],
    ) -> int:
        """Read pieces from the tag ``at`` on, up to the first that has no end before ``until``.

        Returns where that stands. ``leads`` has what leads the words of each open element,
        ``codes`` takes those of scripts.
        """
        page, folder = frame.page, frame.page.rpartition("/")[0]
        while at < until:
            piece = pieces[at]
            part = None if piece[1] == "/" else self._part(piece, folder)
            end = at if part is None or part.kind == _OTHER else end_of(pieces, at)
            if end >= until:
                break
            if (said := pieces[at - 1]) and (words := _words(said)):
                if leads[-1] != "=":
                    codes.append(words)
                    # A script may be given the name of its page.
                    words = words.replace(f"'{page}'", "'#'").replace(f'"{page}"', '"#"')
                frame.tokens.add(leads[-1] + words)
            if part is None:
                leads.pop()
            elif part.kind == _LINK:
                self._link(frame, part, pieces[at + 1 : end], folder)
            elif part.kind == _FILE:
                frame.files.add(part.address)
                if part.rest:
                    frame.tokens.add(part.rest)
            elif part.kind == _OTHER:
                frame.tokens.add(part.token)
                if not piece.endswith("/>"):
                    is_code = piece.startswith(_CODE)
                    leads.append(f"<{tag_of(piece).name}>" if is_code else "=")
            at = end + 2
        return at

    def _link(self, frame: Frame, link: _Part, inner: list[str], folder: str) -> None:
        address = link.address
        words = f"{_words(''.join(inner[::2]))} {link.title}".strip()
        copy = f"_sources/{frame.page}."
        if address.startswith(copy) and "/" not in (kind := address[len(copy) :]):
            # A theme may say of which kind the file is.
            words = words.removeprefix(f".{kind.removesuffix('.txt')} ")
            address = "_sources"
        again = (address, words) in frame.links and _OUT.match(address)
        frame.links.add((address, words))
        if again:
            # A menu may name a page of the site twice; an address elsewhere is compared by number.
            number = sum(1 for one in frame.tokens if one.startswith(f"{address} once more")) + 1
            frame.tokens.add(f"{address} once more" + f", {number}" * (number > 1))
        frame.tokens.add(link.rest)
        for piece in inner[1::2]:
            if piece[1] != "/" and not is_comment(piece):
                part = self._part(piece, folder)
                if not part.is_plain:
                    frame.within.add((address, part.token))

    def marked(self, root: html.HtmlElement, page: str) -> dict[str, set[str]]:
        """Return the tokens of what stands in the headings of a page, by anchor.

        Elements that say nothing are left out. The first heading's are those of the page, too.
        """
        folder = page.rpartition("/")[0]
        found: dict[str, set[str]] = {}
        for heading in root.iter(*_HEADINGS):
            if all(one.tag in _OF_HEADINGS for one in heading.iterdescendants()):
                tokens: set[str] = set()
            else:
                pieces = pieces_of(heading)[3:-1:2]
                begun = (one for one in pieces if one[1] != "/" and not is_comment(one))
                parts = [self._part(piece, folder) for piece in begun]
                tokens = {part.token for part in parts if not part.is_plain}
            found.setdefault("", tokens)
            found[_anchor(heading)] = tokens
        return found

    def _part(self, piece: str, folder: str) -> _Part:
        parts = self._parts.setdefault(folder, {})
        part = parts.get(piece)
        if part is None:
            if len(parts) > _KEPT:
                parts.clear()
            part = parts[piece] = self._read(piece, folder)
        return part

    def _read(self, piece: str, folder: str) -> _Part:
        if is_comment(piece):
            return _Part(_SKIPPED)
        name, said, _ = tag = tag_of(piece)
        token = _start(tag, folder)
        is_plain = name in INLINE and set(said) <= {"class"}
        if self._allowed.brings_tag(name, said, folder):
            return _Part(_SKIPPED, token, is_plain=is_plain)
        file = said.get("src") or (said.get("href") if name == "link" else None)
        loads = name != "link" or said.get("rel", "") in _LOADING_RELS
        if file and name in _LOADING and loads:
            return _Part(_FILE, token, page_of(file, folder), rest=_said_of_file(name, said, token))
        if name == "a" and said.get("href"):
            kept = {one: value for one, value in said.items() if one not in _OF_LINKS}
            if hiding := HIDING & set(said.get("class", "").split()):
                kept["class"] = " ".join(sorted(hiding))
            title = original(spaced(said.get("title", ""))).strip()
            return _Part(_LINK, token, page_of(said["href"], folder), title, start("a", kept))
        return _Part(_OTHER, token, is_plain=is_plain)


def _alike(before: str, written: str, pieces: list[str]) -> int:
    """Return how many pieces of a frame are those of the one before it, whatever page it is of."""
    same = len(written)
    # Halved until the rest is the same: slices are compared in one step.
    low = 0
    while low < same:
        middle = (low + same + 1) // 2
        if before[low:middle] == written[low:middle]:
            low = middle
        else:
            same = middle - 1
    alike = bisect_right(list(accumulate(map(len, pieces))), same)
    for at in range(1, alike, 2):
        piece = pieces[at]
        # A comment without an end could have it in what another page has later. What leads to the
        # file of a page is read as the page is named.
        is_open = is_comment(piece) and not piece.endswith(("-->", "?>"))
        if is_open or (piece.startswith("<a ") and ("_sources" in piece or "%" in piece)):
            return at
    return alike


@lru_cache(maxsize=4)
def _named_page(page: str) -> re.Pattern[str]:
    """Return what finds the name of a page in an address, with the ending of a file or without."""
    names = "|".join({re.escape(page), re.escape(quote(page, safe=""))})
    return re.compile(
        rf"(?:(?<=[/=])|(?<=%2F))(?:{names})(?:\.(?:html|ipynb|md|rst|txt))?(?=$|[?&#])"
    )


def _said_of_file(name: str, said: Mapping[str, str], token: str) -> str:
    """Return the token of an element that loads a file, if it says more of it than is harmless.

    A handler, other words or another medium may run, say or hide something, whatever file it is.
    """
    for one, value in said.items():
        if one not in _OF_FILES_ANY and value.casefold() not in _OF_FILES.get(one, ()):
            return token
    return "" if name in {"link", "script"} else token


@lru_cache(maxsize=_KEPT)
def _words(written: str) -> str:
    return original(spaced(read_back(written))).strip()


def _start(tag: Tag, folder: str) -> str:
    kept = dict(tag.attributes)
    if "toctree-checkbox" in kept.get("class", ""):
        # A part of the contents stands open around its own pages.
        kept.pop("checked", None)
    for name in ("href", "src", "action", "data-content_root"):
        if name in kept:
            kept[name] = page_of(kept[name], folder)
    if "class" in kept:
        classes = set(kept["class"].split()) - _PASSING
        kept["class"] = " ".join(sorted(one for one in classes if not _DEEP.match(one)))
        if not kept["class"]:
            del kept["class"]
    return start(tag.name, kept)


def headings_of(root: html.HtmlElement) -> dict[str, str]:
    """Return the words of the headings of a page by anchor; the first one's is empty too."""
    found: dict[str, str] = {}
    for heading in root.iter(*_HEADINGS):
        words = heading_words(heading)
        found.setdefault("", words)
        found[_anchor(heading)] = words
    return found


def _anchor(heading: html.HtmlElement) -> str:
    return str(heading.get("id") or heading.getparent().get("id") or "")
