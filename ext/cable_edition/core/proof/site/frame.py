"""What stands around the edition's own part of a page: the theme's frame.

A theme writes the same around every page. So each element, word and link of a frame must stand
around most pages, or lead to a page or a heading of the site and be named as that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

from cable_edition.core.proof.site.allowed import Allowed, is_known_file, is_of_theme, is_own_file
from cable_edition.core.proof.site.tokens import original, page_of, spaced, start
from cable_edition.core.proof.site.written import (
    Tag,
    end_of,
    is_comment,
    pieces_of,
    read_back,
    tag_of,
)

if TYPE_CHECKING:
    from lxml import html

    from cable_edition.core.proof.site.theme_templates import ThemeTemplates

#: Classes that tell where in the site a page stands, or how docutils sets a list.
_PASSING = frozenset({"current", "current-page", "no-toc", "active", "simple"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What may stand in a link around words of its name.
INLINE = frozenset({"b", "code", "em", "i", "span", "strong"})
_OF_HEADINGS = INLINE | {"a"}
#: How deep in the contents a page is.
_DEEP = re.compile(r"nav-item-[0-9]{1,3}\Z")
_SEARCH = "search"
#: What the page of a search loads alone: Sphinx's index or the edition's.
_OF_SEARCH = frozenset({"searchindex.js", "_search/index.js"})
#: Pages that Sphinx and the edition's theme make of templates.
TEMPLATES = frozenset({"genindex", "reading-list", _SEARCH})
#: So many pages at least are a group, whose frames are compared with each other.
_GROUP = 3
#: Such a page asks to be left out of searches.
_UNSEARCHED = '<meta content="noindex" name="robots">'
#: What Sphinx says on the indices of objects, such as ``py-modindex``.
_COLLAPSED = "<script>DOCUMENTATION_OPTIONS.COLLAPSE_INDEX = true"
_OBJECT_INDEX = re.compile(r"[a-z]{1,20}-[a-z]{1,20}index")
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


_SKIPPED, _FILE, _LINK, _OTHER = "skipped", "file", "link", "other"


class FrameReader:
    """Reads frames; each tag is read once for the pages of a folder."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._parts: dict[str, dict[str, _Part]] = {}

    def read(self, root: html.HtmlElement, page: str, path: str) -> Frame:
        """Return the frame of a page from which the edition's own part was taken out."""
        frame = Frame(page, path)
        folder = page.rpartition("/")[0]
        pieces = pieces_of(root)
        # Without it, or with another, browsers show a page in the manner of old ones.
        frame.tokens.add(root.getroottree().docinfo.doctype)
        leads = ["="]
        at, last = 1, len(pieces)
        while at < last:
            if (said := pieces[at - 1]) and (words := _words(said)):
                if leads[-1] != "=":
                    # A script may be given the name of its page.
                    words = words.replace(f"'{page}'", "'#'").replace(f'"{page}"', '"#"')
                frame.tokens.add(leads[-1] + words)
            piece = pieces[at]
            if piece[1] == "/":
                leads.pop()
            else:
                part = self._part(piece, folder)
                end = at if part.kind == _OTHER else end_of(pieces, at)
                if part.kind == _LINK:
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
                at = end
            at += 2
        return frame

    def _link(self, frame: Frame, link: _Part, inner: list[str], folder: str) -> None:
        address = link.address
        copy = f"_sources/{frame.page}."
        if address.startswith(copy) and "/" not in address[len(copy) :]:
            address = "_sources"
        words = f"{_words(''.join(inner[::2]))} {link.title}".strip()
        frame.links.add((address, words))
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
            title = original(spaced(said.get("title", ""))).strip()
            return _Part(_LINK, token, page_of(said["href"], folder), title, start("a", kept))
        return _Part(_OTHER, token, is_plain=is_plain)


def _said_of_file(name: str, said: Mapping[str, str], token: str) -> str:
    """Return the token of an element that loads a file, if it says more of it than is harmless.

    A handler, other words or another medium may run, say or hide something, whatever file it is.
    """
    for one, value in said.items():
        if one not in _OF_FILES_ANY and value.casefold() not in _OF_FILES.get(one, ()):
            return token
    return "" if name in {"link", "script"} else token


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
    file is one of Sphinx's search that is not there.
    """

    def __init__(
        self,
        brings: Callable[[str], bool],
        ships: Callable[[str], bool],
        templates: ThemeTemplates,
        first: str,
        names_host: Callable[[str], bool],
        lacks: Callable[[str], bool],
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
        self.titles: dict[str, set[str]] = {first: {"Home"}}

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
        return said in names | objects or said.rpartition(" ")[2] in objects

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (path, what is wrong) for what stands around few pages and is none of ours."""
        groups, templated = self._groups()
        usual = _Usual(
            _usual([one.tokens for one in group] for group in groups),
            _usual([one.links for one in group] for group in groups),
            _usual([{token for _, token in one.within} for one in group] for group in groups),
            _usual([one.files for one in group] for group in groups[:1]),
        )
        yield from self._other_hosts(usual.links)
        suffixes = Counter(one.suffix for one in self._frames)
        suffix = suffixes.most_common(1)[0][0] if suffixes else ""
        named = {id(one): dict(self._named_links(one, usual.links)) for one in self._frames}
        beside = _usual(
            [{part for rest in named[id(one)].values() for part in rest or ()} for one in group]
            for group in groups
        )
        marked = {one.page: one.marked for one in self._frames}
        # A theme may give what stands around all pages a class on some.
        bare = {self._templates.without_classes(token) for token in usual.tokens} - {""}
        for one in self._frames:
            is_templated = one.page in templated
            for token in self._strange(one, usual, marked):
                is_written = is_templated and self._templates.write(token)
                if not is_written and self._templates.without_classes(token) not in bare:
                    shown = token.removeprefix("=")[:120]
                    yield one.path, f"{shown!r} stands around this page and not around others"
            for (address, words), rest in named[id(one)].items():
                if rest is None or not all(
                    part in beside or (is_templated and self._templates.say(part)) for part in rest
                ):
                    yield one.path, f"a link {words[:80]!r} leads to {address[:120]!r}"
            for name in sorted(one.files):
                is_known = (
                    is_known_file(name)
                    or self._brings(name)
                    or (name in usual.files and (self._ships(name) or self._lacks(name)))
                )
                if not is_known and not (one.page == _SEARCH and name in _OF_SEARCH):
                    yield one.path, f"the page loads {name[:120]!r}"
            if one.suffix != suffix and one.page != self._first:
                yield one.path, f"the title of the page ends with {one.suffix!r}, not {suffix!r}"

    def _other_hosts(self, links: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield links around many pages that lead to a host which nobody has named."""
        hosts: dict[str, bool] = {}
        for address, words in sorted(links):
            host = _host_of(address)
            if host and host not in hosts:
                hosts[host] = self._names_host(host)
            if not hosts.get(host, True):
                path = next(one.path for one in self._frames if (address, words) in one.links)
                message = (
                    f"a link {words[:80]!r} leads to {address[:120]!r}, here and around others"
                )
                yield path, message

    def _groups(self) -> tuple[list[list[Frame]], set[str]]:
        """Return groups of pages that are alike, all of them first.

        With them come the names of pages that have pages before or after them and are too few to
        be a group: what their frames have beside these is compared with templates.
        """
        cables = [one for one in self._frames if _is_cable(one.page)]
        others = [one for one in self._frames if not _is_cable(one.page)]
        alike = [cables, others]
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
            is_strange = token.replace('="#"', here) not in usual.tokens
            is_strange &= token != _UNSEARCHED or frame.page not in TEMPLATES
            is_strange &= token != _COLLAPSED or not _OBJECT_INDEX.fullmatch(frame.page)
            if is_strange:
                yield token
        for address, token in sorted(frame.within):
            # What stands in a heading stands where it is named, too.
            page, _, anchor = address.partition("#")
            of_heading = marked.get(page or frame.page, {}).get(anchor, set())
            if token not in usual.within and token not in of_heading:
                yield token

    def _named_links(
        self, frame: Frame, usual: set[tuple[str, str]]
    ) -> Iterator[tuple[tuple[str, str], tuple[str, ...] | None]]:
        for address, words in sorted(frame.links - usual):
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
                return tuple(part for part in (before.strip(), after.strip()) if part)
        return None


def _host_of(address: str) -> str:
    """Return the host that an address names; what cannot be read is one that nobody names."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return address


def _is_cable(page: str) -> bool:
    return page.startswith("cables/") and page != "cables/index"


_Item = TypeVar("_Item", str, tuple[str, str])


def _usual(groups: Iterable[Sequence[AbstractSet[_Item]]]) -> set[_Item]:
    usual: set[_Item] = set()
    for group in groups:
        counts: Counter[_Item] = Counter()
        for one in group:
            counts.update(one)
        usual |= {item for item, count in counts.items() if 2 * count >= len(group)}
    return usual
