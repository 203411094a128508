"""The links of a chapter: they lead where its file says, and there are no others.

Those that the file writes as Markdown must be on the page in their order. Others are made by roles
and directives: they lead to what one of these names.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from cable_edition.core.proof.site.chapter_words import INVISIBLE, markdown
from cable_edition.core.proof.site.editor_files import EditorFiles
from cable_edition.core.proof.site.tokens import page_of

if TYPE_CHECKING:
    from lxml import html
    from markdown_it.token import Token

    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.site_page import PageTree

_LETTERS = re.compile(r"[^\W_]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")
_WEB = frozenset({"ftp", "http", "https", "mailto"})
_SUFFIX = re.compile(r"\.(?:md|rst|txt|ipynb)\Z")
#: Directives that take what stands elsewhere.
_ELSEWHERE = re.compile(r"\{(?:include|eval-rst)\}")
_NAME = re.compile(r"\A\{[^{}]*\}")
_TITLED = re.compile(r"(.*?)\s*<([^<>]*)>\s*", re.DOTALL)
_SHOWN = 80


#: Roles whose addresses Sphinx makes of a number.
_NUMBERED = {
    "pep": re.compile(r"https://peps\.python\.org/pep-0*([0-9]+)/?(?:#.*)?"),
    "rfc": re.compile(r"https://(?:datatracker\.ietf\.org/doc/html|www\.rfc-editor\.org/rfc)/"
                      r"rfc([0-9]+)(?:\.html)?(?:#.*)?"),
}  # fmt: skip
#: Roles whose target is a file or a page.
_FILES = frozenset({"doc", "download"})
#: What marks links that Sphinx makes within a page: of notes, citations, contents and code.
_MADE = frozenset(
    {"brackets", "citation-reference", "fn-backref", "footnote-reference", "toc-backref"}
)
_MADE_ROLES = frozenset({"doc-backlink", "doc-biblioref", "doc-noteref"})
#: Roles whose links say the title of what they lead to, and those that say its number.
_COUNTED = frozenset({"eq", "math:numref", "numref"})
_TITLED_ROLES = frozenset({"any", "doc", "ref", *_COUNTED})
_PARTS = re.compile(r"\.|::| ")
#: How anchors of objects of C++ begin; the names stand within.
_MANGLED = "_CPP"
_ROLE = re.compile(r"\{([\w:+-]{1,60})\}`([^`]{1,500})`")
_NUMBER = re.compile(r"id[0-9]{1,4}")


class _Link(NamedTuple):
    """A link of a Markdown file: its words as letters, its address, whether it is in a note.

    Notes stand below all else.
    """

    words: str
    address: str
    is_of_note: bool


class ChapterLinks:
    """Checks the links of chapters, given the files of the editors and the folder of the site."""

    def __init__(self, files: EditorFiles, site: Path, known: Known, ending: str = ".html") -> None:
        self._files = files
        self._ending = ending
        self._site = site
        self._known = known
        #: Links to pages that must be named as the pages are: path, address, words.
        self.named_by_title: list[tuple[str, str, str]] = []
        #: Links of chapters to places of the site, which must be there: path, address, words.
        self.places: list[tuple[str, str, str]] = []

    def faults(
        self, page: PageTree, links: list[html.HtmlElement], own: str, source: str | None
    ) -> Iterator[str]:
        """Yield what is wrong with the links of a page; ``own`` is the text of its files."""
        written = [] if source is None else list(_links_of(markdown().parse(source)))
        at = 0
        taken: set[int] = set()
        for one in written:
            found = next(
                (
                    i for i in range(0 if one.is_of_note else at, len(links))
                    if i not in taken and _letters(str(links[i].text_content())) == one.words
                    and self._leads(one.address, links[i].get("href", ""), page)
                ),
                None,
            )  # fmt: skip
            if found is None:
                shown = one.words[:_SHOWN]
                yield f"the chapter's link {shown!r} does not lead to {one.address[:_SHOWN]!r}"
            else:
                taken.add(found)
                at = at if one.is_of_note else found + 1
        named = _Named(self._known, source)
        for number, link in enumerate(links):
            href = link.get("href", "")
            words = str(link.text_content()).strip()
            if not _SCHEME.match(href):
                whole = f"{page.name}{href}" if href[0] == "#" else page_of(href, page.folder)
                self.places.append((page.path, whole, words))
            if number in taken:
                continue
            if href.startswith("#"):
                yield from self._within(page, link, words, named)
            elif not self._is_named(href, own, page, words, named):
                yield not_named(words, href)

    def faults_in_book(
        self, page: PageTree, links: list[html.HtmlElement], own: str, source: str | None
    ) -> Iterator[str]:
        """Yield what is wrong with the links of a page of a book, which may hold fewer than it.

        Links of Markdown lead where it says, and no link leads to another host that no file names.
        """
        for link in links:
            href, words = link.get("href", ""), str(link.text_content()).strip()
            if _SCHEME.match(href) and not self._is_named(
                href, own, page, words, _Named(self._known, source)
            ):
                yield not_named(words, href)
        for one in [] if source is None else _links_of(markdown().parse(source)):
            called = [link for link in links if _letters(str(link.text_content())) == one.words]
            if called and not any(
                self._leads(one.address, link.get("href", ""), page) for link in called
            ):
                shown = one.words[:_SHOWN]
                yield f"the chapter's link {shown!r} does not lead to {one.address[:_SHOWN]!r}"

    def _within(
        self, page: PageTree, link: html.HtmlElement, words: str, named: _Named
    ) -> Iterator[str]:
        """Yield what is wrong with a link within a page that no Markdown writes."""
        anchor = link.get("href", "")[1:]
        classes = set(link.get("class", "").split())
        if "headerlink" in classes:
            around = {one.get("id") for one in (link, *link.iterancestors())}
            heading = link.getparent()
            around |= {one.get("id") for one in heading.iter("span")}
            if anchor not in around:
                yield f"the link of {_shown(heading)!r} to itself leads to {anchor[:_SHOWN]!r}"
            return
        is_made = _MADE & classes or link.get("role") in _MADE_ROLES
        is_role = {"internal", "reference"} <= classes and words and not _NUMBER.fullmatch(anchor)
        if is_role and not is_made and not named.leads(words, f"{page.name}#{anchor}"):
            self.named_by_title.append((page.path, f"{page.name}#{anchor}", words))

    def _leads(self, address: str, href: str, page: PageTree) -> bool:
        """Whether a link of the page leads where the address in its chapter does."""
        scheme = _SCHEME.match(address)
        if scheme:
            # Other schemes are names that conf.py gives to addresses.
            is_web = scheme[1] is None or scheme[1].lower() in _WEB
            return not is_web or unquote(href) == unquote(address)
        path, mark, anchor = unquote(address).partition("#")
        there, _, place = unquote(page_of(href, page.folder, self._ending)).partition("#")
        if not mark:
            place = ""
        cable, at, passage = anchor.partition("#")
        if at and not path and cable in self._known.cables:
            # A place of a cable, named as the domain does: `#05OTTAWA286#p4`.
            return (there, place) == (f"cables/{cable}", passage)
        if place and _letters(place) != _letters(anchor) and not _NUMBER.fullmatch(place):
            # The id that a label gets is made of letters without accents, with none of the
            # digits before them.
            is_of_label = _letters(_plain(anchor)).endswith(_letters(place))
            return is_of_label and self._files.is_label(anchor)
        if not path:
            return bool(place) or not anchor
        if not mark and "/" not in path and "." not in path and self._files.is_label(path):
            return True
        target = posixpath.normpath(posixpath.join("/", page.folder, path)).lstrip("/")
        if path.startswith("/"):
            target = path.lstrip("/")
        return there in {target, _SUFFIX.sub("", target), target.removesuffix(".html")} or (
            there.startswith("_downloads/")
            and posixpath.basename(there) == posixpath.basename(path)
        )

    def _is_named(self, href: str, own: str, page: PageTree, words: str, named: _Named) -> bool:
        """Whether a link that no Markdown writes leads to what a file of the editors names."""
        if _SCHEME.match(href):
            address = unquote(href)
            plain = address.removeprefix("mailto:")
            if self._files.is_said(plain, own) or _letters(words) == _letters(
                re.sub(r"^\w+://", "", plain)
            ):
                return True
            if named.is_numbered(address):
                return True
            begins = re.findall(r"https?://[^\s\"'<>()\[\]`%]{4,200}", own)
            return any(address.startswith(one) for one in begins)
        place = page_of(href, page.folder)
        path = place.partition("#")[0]
        if not any((self._site / f"{path}{end}").is_file() for end in ("", ".html")):
            return False
        if named.leads(words, place):
            return True
        self.named_by_title.append((page.path, place, words))
        return True


class _Named:
    """What a chapter names by roles and directives, so that links of the page come of it."""

    def __init__(self, known: Known, source: str | None) -> None:
        self._known = known
        self._roles: list[tuple[str, str, str]] = []
        #: What a directive or a substitution may hold; ``None`` where anything may stand.
        self._apart: str | None = ""
        if source is None:
            self._apart = None
            return
        apart = re.findall(r"^---\n(.*?)\n---\n", source, re.DOTALL)[:1] if "{{" in source else []
        is_apart = False
        for token in _all(markdown().parse(source)):
            if token.type == "myst_role":
                self._role(str(token.meta["name"]), token.content)
            elif token.type in {"fence", "colon_fence"}:
                is_apart |= bool(_ELSEWHERE.match(token.info))
                apart.append(f"{_NAME.sub('', token.info)}\n{token.content}")
                for found in _ROLE.finditer(apart[-1]):
                    self._role(found[1], found[2])
                apart[-1] = _ROLE.sub("", apart[-1])
        self._apart = None if is_apart or _ELSEWHERE.search("\n".join(apart)) else "\n".join(apart)

    def _role(self, name: str, content: str) -> None:
        match = _TITLED.fullmatch(content)
        words, target = (match[1], match[2]) if match else ("", content)
        self._roles.append((name, _letters(words), target.strip().lstrip("~!")))

    def leads(self, words: str, place: str) -> bool:
        """Whether a role or a directive of the chapter makes a link with words to a place."""
        if self._apart is None:
            return True
        said = _letters(words)
        if any(self._is_of(role, said, place) for role in self._roles):
            return True
        if any(_may_say(role, said) for role in self._roles):
            return False
        path, _, anchor = place.partition("#")
        entry = self._known.by_address.get(place)
        names = {anchor} if anchor else {path, posixpath.basename(path)}
        names |= {entry.target, entry.entry.id} if entry else set()
        return any(
            re.search(rf"(?<!\w){re.escape(one)}(?!\w)", self._apart) for one in names if one
        )

    def _is_of(self, role: tuple[str, str, str], said: str, place: str) -> bool:
        name, words, target = role
        if words and words != said and not (name in _COUNTED and _may_say(role, said)):
            return False
        if name.startswith("cable:") or name == "term":
            placed = next((p for p in self._known.entries.values() if p.address == place), None)
            if placed is not None:
                shown = {_letters(one) for one in (placed.title, placed.target, placed.entry.id)}
                return target == placed.target and (bool(words) or said in shown)
            if name == "term":
                # A glossary of a chapter's own.
                anchor = _letters(place.partition("#")[2])
                return anchor.endswith(_letters(target)) and said in {words, _letters(target)}
            return place in {f"cables/{target}", f"data/{target}"}
        if words:
            return _is_at(name, target, place)
        if name in _TITLED_ROLES:
            return False  # Named by the title of the place.
        return _called(target) in said and _is_at(name, target, place)

    def is_numbered(self, address: str) -> bool:
        """Whether a role of the chapter leads to an address of another host by a number."""
        for name, _, target in self._roles:
            match = _NUMBERED[name].fullmatch(address) if name in _NUMBERED else None
            if match and match[1] == target.partition("#")[0].lstrip("0"):
                return True
        return False


def _called(target: str) -> str:
    """Return as letters how a role without words of its own names an object or a file."""
    return _letters(_PARTS.split(target.rpartition("/")[2])[-1])


def _may_say(role: tuple[str, str, str], said: str) -> bool:
    """Whether the link that a role makes has words, given as letters."""
    name, words, target = role
    if name in _COUNTED:
        # A number stands for what the words have for it.
        begin = re.split(r"s\Z|number|name", words)[0]
        return said[-1:].isdigit() and said.startswith(begin)
    if words:
        return words == said
    return name not in _TITLED_ROLES and _called(target) == said


def _is_at(role: str, target: str, place: str) -> bool:
    """Whether a place may be what a role calls so: a page, a file, a label, an object."""
    path, _, anchor = place.partition("#")
    if role in _FILES:
        last = posixpath.basename(target)
        return posixpath.basename(path) in {last, _SUFFIX.sub("", last)}
    called = {_letters(target), _letters(_PARTS.split(target)[-1])} - {""}
    if not anchor:
        return _letters(path).endswith(tuple(called))
    if anchor.startswith(_MANGLED):
        return any(one in _letters(anchor) for one in called)
    # Of a label that is there twice Sphinx makes a number.
    return bool(_NUMBER.fullmatch(anchor)) or _letters(anchor).endswith(tuple(called))


def _shown(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())[:_SHOWN]


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def not_named(words: str, address: str) -> str:
    """Say that a link leads where its chapter names nothing."""
    shown = words[:_SHOWN]
    return f"a link {shown!r} leads to {address[:120]!r}, which the chapter does not name"


def _links_of(tokens: Sequence[Token]) -> Iterator[_Link]:
    """Yield the links with words of their own that Markdown has, in order."""
    is_of_note = False
    for token in tokens:
        if token.type.startswith("footnote_reference_"):
            is_of_note = token.type.endswith("_open")
        opened: Token | None = None
        words: list[str] = []
        plain = True
        for child in token.children or () if token.type == "inline" else ():
            if child.type == "link_open":
                opened, words, plain = child, [], child.markup != "autolink"
            elif child.type == "link_close" and opened is not None:
                said = _letters("".join(words))
                if plain and said:
                    yield _Link(said, str(opened.attrs["href"]), is_of_note)
                opened = None
            elif child.type in {"text", "code_inline"}:
                words.append(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                words.append(" ")
            elif not child.type.endswith(("_open", "_close")):
                plain = False


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def _letters(words: str) -> str:
    return "".join(_LETTERS.findall(words.translate(INVISIBLE))).casefold()
