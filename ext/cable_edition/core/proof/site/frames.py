"""The frames of all pages, compared with each other.

A theme writes the same around every page. So each element, word and link of a frame must stand
around most pages, or lead to a page or a heading of the site and be named as that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

from cable_edition.core.proof.site.allowed import is_known_file, is_of_theme, is_own_file
from cable_edition.core.proof.site.frame import Frame
from cable_edition.core.proof.site.frame_words import FrameWords
from cable_edition.core.proof.site.section_numbers import (
    after_number,
    before_number,
    is_number,
)
from cable_edition.core.proof.site.tokens import spaced
from cable_edition.core.words import say

if TYPE_CHECKING:
    from cable_edition.core.proof.site.theme_templates import ThemeTemplates

_SEARCH = "search"
#: How words of a cable are marked on pages in another language.
_AS_SENT = '<span dir="ltr" lang="en">'
#: What the page of a search loads alone: Sphinx's index or the edition's.
_OF_SEARCH = frozenset({"searchindex.js", "_search/index.js"})
#: Pages that Sphinx and the edition's theme make of templates.
CHECKED = "check-a-quotation"
TEMPLATES = frozenset({CHECKED, "for-programs", "genindex", "reading-list", _SEARCH})
#: What stands around so large a part of a group is usual.
HALF = 0.5
#: What stands between the title of a page and that of the site.
_MARKS = " -|·•:—–"
_BY_NOBODY = " stands here and around others, and no theme, extension or editor wrote it"
#: Attributes that readers see or hear.
_TELLING = frozenset({"alt", "aria-description", "aria-label", "placeholder", "title", "value"})
#: So many pages at least are a group, whose frames are compared with each other.
_GROUP = 3
#: Of a page without parts there is one heading, under its anchor and as the title.
_UNDIVIDED = 2
#: Pages of so many cables at least tell what must stand around each.
_MANY = 4
#: Such a page asks to be left out of searches.
_UNSEARCHED = '<meta content="noindex" name="robots">'
#: What Sphinx says on the indices of objects, such as ``py-modindex``.
_COLLAPSED = "<script>DOCUMENTATION_OPTIONS.COLLAPSE_INDEX = true"
_OBJECT_INDEX = re.compile(r"[a-z]{1,20}-[a-z]{1,20}index")

_SAID = re.compile(r" ([^\s=<>]+)=\"([^\"]*)\"")
#: Attributes that name where a reader's words are sent, or what is shown within a page.
_SENDING = frozenset({"action", "data", "formaction"})


class _Usual(NamedTuple):
    """What stands around most pages of a group: tokens, links, what is in links, files."""

    tokens: set[str]
    links: set[tuple[str, str]]
    within: set[str]
    files: set[str]


class Frames:
    """Compares the frames of all pages with each other.

    ``brings`` tells of a file whether an extension that the edition loads brings it, ``ships``
    whether a theme does; ``templates`` are those of themes; ``first`` names the first page;
    ``names_host`` tells whether settings, a theme or an extension name a host, ``lacks`` whether a
    file is one of Sphinx's search that is not there; ``language`` is that of the site,
    ``settings`` all that its settings say, ``chapters`` reads all that its chapters do.
    """

    def __init__(
        self,
        brings: Callable[[str], bool],
        ships: Callable[[str], bool],
        templates: ThemeTemplates,
        first: str,
        names_host: Callable[[str], bool],
        lacks: Callable[[str], bool],
        language: str = "en",
        settings: str = "",
        chapters: Callable[[], str] = str,
    ) -> None:
        self._lacks = lacks
        self._names_host = names_host
        self._brings = brings
        self._ships = ships
        self._templates = templates
        self._frames: list[Frame] = []
        self._objects: dict[str, dict[str, set[str]]] = {}
        self._first = first
        # Some themes call the first page so, whatever its title is.
        self.titles: dict[str, set[str]] = {first: {"Home", say("First page")}}
        self._said = FrameWords(templates, names_host, language, self.titles, settings, chapters)

    def add(self, frame: Frame) -> None:
        """Take in the frame of a page."""
        self._frames.append(frame)
        if frame.objects:
            self._objects[frame.page] = frame.objects
        if title := frame.headings.get(""):
            self.titles.setdefault(frame.page, set()).add(title)

    @property
    def loaded(self) -> set[str]:
        """The files of Sphinx and of themes that the pages load."""
        named = {name for one in self._frames for name in one.files}
        return {name for name in named if is_of_theme(name)}

    @property
    def own(self) -> set[str]:
        """The files of the edition's own program that the pages load, by their names."""
        return {name for one in self._frames for name in one.files if is_own_file(name)}

    def is_named(self, address: str, words: str) -> bool:
        """Whether an address of the site has words for its title or its heading."""
        page, _, anchor = address.partition("#")
        names = set(self.titles.get(page, ()))
        names |= {
            one.headings.get(anchor, "") for one in self._frames if anchor and one.page == page
        }
        said = spaced(words).strip()
        # A program may stand before its option.
        objects = self._objects.get(page, {}).get(anchor, set())
        return (
            bool({said, after_number(said)} & (names | objects))
            or said.rpartition(" ")[2] in objects
        )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (path, what is wrong) for what stands around few pages and is none of ours."""
        groups, templated = self._groups()
        usual = _Usual(
            _usual([one.tokens for one in group] for group in groups),
            _usual([one.links - one.files_of_page for one in group] for group in groups),
            _usual([{token for _, token in one.within} for one in group] for group in groups),
            _usual([one.files for one in group] for group in groups[:1]),
        )
        own = _usual([set(one.links_of_page) for one in group] for group in groups)
        yield from self._other_hosts(usual.links | own)
        yield from self._running(usual.tokens)
        suffixes = Counter(one.suffix for one in self._frames)
        suffix = suffixes.most_common(1)[0][0] if suffixes else ""
        self._said.site = suffix.strip(_MARKS)
        yield from self._words_of_many(usual)
        named = {id(one): dict(self._named_links(one, usual.links, own)) for one in self._frames}
        beside = _usual(
            [{part for rest in named[id(one)].values() for part in rest or ()} for one in group]
            for group in groups
        )
        marked = {one.page: one.marked for one in self._frames}
        # A theme may give what stands around all pages a class on some.
        bare = {self._templates.without_classes(token) for token in usual.tokens} - {""}
        made = self._everywhere()
        counts = Counter(token for one in self._frames for token in one.tokens)
        often = {token for token, count in counts.items() if count >= _GROUP}
        for one in self._frames:
            is_templated = one.page in templated
            for token in self._strange(one, usual, marked):
                # Around few pages, as a way to the headings of those that have some.
                is_repeated = token in often and not self._templates.hides(token)
                is_written = (is_templated or is_repeated) and self._templates.write(token)
                # The title of the next cable is in English, on pages in any language.
                is_written |= token == _AS_SENT and bool(one.related)
                if not is_written and self._templates.without_classes(token) not in bare:
                    shown = token.removeprefix("=")[:120]
                    yield one.path, f"{shown!r} stands around this page and not around others"
            for (address, words), rest in named[id(one)].items():
                if rest is None or not all(
                    part in beside or (is_templated and self._templates.say(part)) for part in rest
                ):
                    yield one.path, f"a link {words[:80]!r} leads to {address[:120]!r}"
            for name in sorted(one.files):
                is_known = self._templates.loads(one.page, name) or (
                    is_known_file(name)
                    or self._brings(name)
                    or (name in usual.files and (self._ships(name) or self._lacks(name)))
                )
                if not is_known and not (one.page == _SEARCH and name in _OF_SEARCH):
                    yield one.path, f"the page loads {name[:120]!r}"
            for shown in sorted(self._lacking(one, made)):
                yield one.path, f"{shown[:120]!r} stands around all other pages and not here"
            if one.suffix != suffix and one.page != self._first:
                yield one.path, f"the title of the page ends with {one.suffix!r}, not {suffix!r}"

    def _everywhere(self) -> Counter[str | tuple[str, str]]:
        """Count around how many of the edition's own pages stands what stands around the search.

        What is there too is the theme's: no contents of a page, and no way to the next one.
        """
        counts: Counter[str | tuple[str, str]] = Counter()
        bare = next((one for one in self._frames if one.page == _SEARCH), None)
        own = [one for one in self._frames if one.is_own]
        # An extension may bring something to all pages but those of cables.
        if bare is None or sum(1 for one in own if _is_cable(one.page)) < _MANY:
            return counts
        for one in own:
            counts.update(one.tokens & bare.tokens)
            counts.update(one.links & bare.links)
            counts.update(_loading(one) & _loading(bare))
        least = len(own) - 1
        return Counter({item: count for item, count in counts.items() if count == least})

    @staticmethod
    def _lacking(frame: Frame, made: Counter[str | tuple[str, str]]) -> set[str]:
        """Return what stands around all other pages of the edition, and not around this one."""
        if not frame.is_own:
            return set()
        here = {f'="{frame.page}"', f"='{frame.page}'"}
        lacking = set()
        for item in made:
            if isinstance(item, str):
                is_there = item in frame.tokens | _loading(frame)
                is_there |= any(one in item for one in here)
                shown = item.removeprefix("=")
            else:
                address, shown = item
                is_there = item in frame.links or address.partition("#")[0] == frame.page
            if not is_there:
                lacking.add(shown)
        return lacking

    def _other_hosts(self, links: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield links around many pages that lead to a host which nobody has named."""
        hosts: dict[str, bool] = {}
        for address, words in sorted(links):
            host = _host_of(address)
            if host and host not in hosts:
                hosts[host] = self._names_host(host)
            if not hosts.get(host, True):
                link = (address, words)
                path = next(
                    one.path
                    for one in self._frames
                    if link in one.links or link in one.links_of_page
                )
                shown = address[:120].replace("\0", "...")
                message = f"a link {words[:80]!r} leads to {shown!r}, here and around others"
                yield path, message

    def _running(self, tokens: set[str]) -> Iterator[tuple[str, str]]:
        """Yield what stands around many pages, runs or leads away, and is written by nobody."""
        for token in sorted(tokens):
            if not all(self._names_host(said) for said in _running_in(token)):
                path = next(one.path for one in self._frames if token in one.tokens)
                yield path, f"{token[:120]!r} stands here and around others, and no theme writes it"

    def _words_of_many(self, usual: _Usual) -> Iterator[tuple[str, str]]:
        """Yield words around many pages that no theme, extension or editor has written.

        A link says, too, what that is called to which it leads.
        """
        of_links = set()
        for link in sorted(usual.links):
            one = next(one for one in self._frames if link in one.links)
            named = self._named(one, *link)
            said = named is not None and all(map(self._said.are_written, named))
            page = link[0].partition("#")[0] or one.page
            if said or self._said.are_written(link[1]) or self._said.are_of_heading(link[1], page):
                of_links.add(link[1])
            else:
                yield one.path, f"a link {link[1][:120]!r}{_BY_NOBODY}"
        # What stands beside a link may say its words again.
        self._said.of_links = of_links
        for token in sorted(usual.tokens):
            if not all(map(self._said.are_written, _words_in(token))):
                path = next(one.path for one in self._frames if token in one.tokens)
                yield path, f"{token.removeprefix('=')[:120]!r}{_BY_NOBODY}"

    def _groups(self) -> tuple[list[list[Frame]], set[str]]:
        """Return groups of pages that are alike, all of them first.

        With them come the names of pages that have pages before or after them and are too few to
        be a group: what their frames have beside these is compared with templates.
        """
        cables = [one for one in self._frames if _is_cable(one.page)]
        others = [one for one in self._frames if not _is_cable(one.page)]
        # A theme may show the headings of a page beside it.
        divided = [one for one in self._frames if len(one.headings) > _UNDIVIDED]
        alike = [cables, others, divided]
        templated: set[str] = set()
        for kind in ("next", "prev"):
            related = [one for one in self._frames if kind in one.related]
            alike.append(related)
            if len(related) < _GROUP:
                templated.update(one.page for one in related)
        return [self._frames, *(group for group in alike if len(group) >= _GROUP)], templated

    @staticmethod
    def _strange(
        frame: Frame, usual: _Usual, marked: dict[str, dict[str, set[str]]]
    ) -> Iterator[str]:
        """Yield what stands around a page, in links and outside them, and is not usual."""
        here = f'="{frame.page}"'
        for token in sorted(frame.tokens - usual.tokens - {f"={frame.headings.get('')}"}):
            if is_number(token.removeprefix("=")):
                continue
            is_strange = token.replace('="#"', here) not in usual.tokens
            is_strange &= token != _UNSEARCHED or frame.page not in TEMPLATES
            is_strange &= token.rstrip(";") != _COLLAPSED or not _OBJECT_INDEX.fullmatch(frame.page)
            if is_strange:
                yield token
        for address, token in sorted(frame.within):
            # What stands in a heading stands where it is named, too.
            page, _, anchor = address.partition("#")
            of_heading = marked.get(page or frame.page, {}).get(anchor, set())
            if token not in usual.within and token not in of_heading:
                yield token

    def _named_links(
        self, frame: Frame, usual: set[tuple[str, str]], own: set[tuple[str, str]]
    ) -> Iterator[tuple[tuple[str, str], tuple[str, ...] | None]]:
        of_page = {link for found, link in frame.links_of_page.items() if found in own}
        for address, words in sorted(frame.links - usual - of_page):
            if address != "#" or (frame.page, words) not in usual:
                yield (address, words), self._named(frame, address, words)

    def _named(self, frame: Frame, address: str, words: str) -> tuple[str, ...] | None:
        """Return what a link says before and after the name of what it leads to; or nothing."""
        page, mark, anchor = address.partition("#")
        names = self.titles.get(page or frame.page, set())
        if mark and (not page or page == frame.page):
            names = {frame.headings[anchor]} if anchor in frame.headings else names
        names = self._objects.get(page or frame.page, {}).get(anchor, names)
        for name in sorted(names, key=lambda one: (-len(one), one)):
            before, found, after = words.partition(name)
            if found:
                return tuple(
                    part for part in (before_number(before).strip(), after.strip()) if part
                )
        return None


def _host_of(address: str) -> str:
    """Return the host that an address names; what cannot be read is one that nobody names."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return address


def _running_in(token: str) -> Iterator[str]:
    """Yield what a tag runs, or where it leads by itself, as its writer has it."""
    name = token[1:].partition(" ")[0].rstrip(">")
    said = dict(_SAID.findall(token)) if token.startswith("<") else {}
    is_refreshing = said.get("http-equiv", "").casefold() == "refresh"
    for key, value in said.items():
        runs = key == "srcdoc" or (key.startswith("on") and len(key) > len("on"))
        leads = name == "base" or (is_refreshing and key == "content")
        if value and (runs or leads):
            yield value
        elif key in _SENDING and (host := _host_of(value)):
            yield host


def _loading(frame: Frame) -> set[str]:
    return {f"={name}" for name in frame.files}


def _is_cable(page: str) -> bool:
    return page.startswith("cables/") and page != "cables/index"


_Item = TypeVar("_Item", str, tuple[str, str])


def _words_in(token: str) -> list[str]:
    """Return the words that a token says: words, or what a reader is told of an element."""
    if token.startswith("="):
        return [token[1:]]
    return [value for name, value in _SAID.findall(token) if name in _TELLING and value]


def _usual(groups: Iterable[Sequence[AbstractSet[_Item]]], least: float = HALF) -> set[_Item]:
    """Return what stands around so large a part of the pages of one of the groups."""
    usual: set[_Item] = set()
    for group in groups:
        counts: Counter[_Item] = Counter()
        for one in group:
            counts.update(one)
        usual |= {item for item, count in counts.items() if count >= least * len(group)}
    return usual
