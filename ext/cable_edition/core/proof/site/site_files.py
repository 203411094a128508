"""The files of a site: each is one that the edition, its editors or a program puts there.

Servers and browsers do what files beside the pages tell them (``.htaccess``, ``_redirects``,
``sw.js``), so no other file may stand there. A file is right if what proves pages, copies, data or
the search knows it, if a package ships its bytes, or if ``conf.py`` has it copied from a file of
the editors.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cable_edition.core.edition.for_programs import LLMS
from cable_edition.core.proof.data.bag_swhids import NAME as SWHIDS
from cable_edition.core.proof.data.bag_swhids import SIGNATURE
from cable_edition.core.proof.data.data_check import names_of
from cable_edition.core.proof.site.inventory import INVENTORY
from cable_edition.core.proof.site.made_files import (
    FONTS,
    IDS,
    LOST,
    SITE_MAP,
    TAGS,
    WORDS,
    parts_of_map,
    site_maps,
)
from cable_edition.core.settings.conf_values import literals
from cable_edition.core.settings.model import OFF
from cable_edition.core.words import is_translated

if TYPE_CHECKING:
    from collections.abc import Collection

    from cable_edition.core.proof.site.allowed import Allowed
    from cable_edition.core.proof.site.chapter_files import ChapterFiles
    from cable_edition.core.proof.site.known import Known
    from cable_edition.core.proof.site.shipped import Shipped
    from cable_edition.core.proof.site.theme_files import ThemeFiles

#: Endings of pages; the builder writes the first alone.
PAGE = ".html"
PAGES = (PAGE, ".htm", ".xhtml", ".shtml")

_SEARCH = "_search/"
#: What every build of a site writes.
_QUOTATIONS = "_quotations/"
_ALWAYS = (
    INVENTORY, LOST, IDS, FONTS, f"{_SEARCH}index.js", "search.html", "reading-list.html",
    "for-programs.html", "llms.txt",
)  # fmt: skip
#: And what a site writes that checks quotations.
_CHECKING = (f"{_QUOTATIONS}index.js", "check-a-quotation.html")
#: Files whose words are proved elsewhere; that of all TAGS is written for several cables.
_PROVED = frozenset({INVENTORY, IDS, TAGS, WORDS, FONTS, LLMS})
_PAIRS = re.compile(r"(?:index|[cp]-[0-9]{1,9})\.js")
_SHARD = re.compile(r"_search/(?:filters|index|[ptw]-[^/.]{1,80})\.js")
#: Beside the pages, where Sphinx keeps what it knows of them.
_BUILD_INFO = re.compile(
    rb"# Sphinx build info version 1\n#[^\n]{0,200}\nconfig: [0-9a-f]{32}\ntags: [0-9a-f]{32}\n"
)
_OF_DOCTREES = re.compile(
    r"\.doctrees/(?:(?:[^/]{1,200}/){0,40}[^/]{1,200}\.(?:doctree|json|pickle)"
    r"|(?:cable-[a-z-]{1,40}/)?[a-z0-9._-]{1,60})"
)
#: The program's own, and files that are known by the template of which they are made.
_OWN = re.compile(r"_static/cable-[^/]{1,80}\.(?:css|js|svg)")
_WRITTEN = frozenset({".css", ".js"})
#: What extensions draw for a page that shows it.
_DRAWN = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".map", ".pdf", ".png", ".svg", ".webp"})
_OPEN_SEARCH = "_static/opensearch.xml"
_ADDRESS = re.compile(r"[a-z]{2,10}:[^\s\"'<>]{1,2000}(?<!:)")
_BOOKS = frozenset({".epub", ".pdf"})
_PATHS = ("html_extra_path", "html_static_path")
#: Has GitHub show the pages as they are; whoever publishes them there puts it beside them.
_AS_IT_IS = ".nojekyll"
#: The name of the host, for GitHub.
_HOST = "CNAME"
#: What git keeps in a checkout of a published branch; a server of pages gives none of it.
_OF_GIT = re.compile(
    r"\.git(?:|/(?:[A-Z_]{4,40}|config|description|index|packed-refs|shallow)"
    r"|/(?:branches|hooks|info|logs|objects|refs|worktrees)/[^\0]{1,300})"
)
#: An extension of Sphinx that notes how long pages took to read, and where.
_DURATION, _DURATIONS = "sphinx.ext.duration", "sphinx-reading-durations.json"
_DURATION_NAME = "duration_write_json"
_STRANGE = (
    "the edition has no such file: no setting, page or program gives it; if an extension does,"
    " allow it in the table [verify] as file[name={}]"
)


def _has_durations(path: Path) -> bool:
    """Whether a file has numbers by names of pages, and nothing else."""
    try:
        said = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(said, dict) and all(isinstance(one, float | int) for one in said.values())


def entries_below(folder: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Return what a folder and the folders in it have, in order, by its path from there.

    A link is not followed. A large site has ten thousand files, and as paths they take long.
    """
    found: list[tuple[str, os.DirEntry[str]]] = []
    left = [(str(folder), "")]
    while left:
        place, begin = left.pop()
        with suppress(PermissionError), os.scandir(place) as entries:
            for entry in entries:
                found.append((begin + entry.name, entry))
                if entry.is_dir(follow_symlinks=False):
                    left.append((entry.path, f"{begin}{entry.name}/"))
    return sorted(found, key=lambda one: one[0].split("/"))


def suffix_of(name: str) -> str:
    """Return the ending of the name of a file with its point, as ``Path.suffix`` does."""
    stem, point, ending = name.rpartition("/")[2].rpartition(".")
    return point + ending if stem and ending else ""


class Fault(NamedTuple):
    """A file that is wrong: its name in the site, what is wrong, and whether it is missing."""

    file: str
    message: str
    is_missing: bool = False


class SiteFiles:
    """Looks through the folder of a site for files that nothing gives, and for those that lack."""

    def __init__(
        self,
        site: Path,
        known: Known,
        allowed: Allowed,
        shipped: Shipped,
        theme: ThemeFiles,
        chapters: ChapterFiles,
    ) -> None:
        self._site = site
        self._known = known
        self._allowed = allowed
        self._shipped = shipped
        self._theme = theme
        self._chapters = chapters
        self._conf = literals(shipped.documents / "conf.py")
        self._shards: Collection[str] | None = None
        self._quotations: Collection[str] | None = None
        #: Files that this edition must have, and whose words are proved elsewhere.
        self.always: Collection[str] = ()
        self._proved = _PROVED | site_maps(shipped.documents)
        self._parts_of_map = parts_of_map(site)

    def faults(
        self,
        own: Collection[str],
        shards: Collection[str] | None,
        quotations: Collection[str] | None = None,
    ) -> Iterator[Fault]:
        """Yield what is wrong.

        ``own`` are the names of the edition's own pages, ``shards`` those of the files of the
        search; ``None`` where its first file, which gives them, cannot be read. ``quotations`` are
        those of the index of quotations, which follow from the search.
        """
        self._shards = shards
        self._quotations = quotations
        extra = (
            *([SITE_MAP] if self._known.base_url else []),
            *([WORDS] if is_translated() else []),
            *(() if quotations is not None and not quotations else _CHECKING),
        )
        for name in (*_ALWAYS, *self.always, *extra):
            if not (self._site / name).is_file():
                yield Fault(name, "this file, which every build writes, is not there", True)
        for name, entry in entries_below(self._site):
            if entry.is_symlink():
                yield Fault(name, "a link leads out of the site or to another place in it")
            elif entry.is_file() and not self._is_right(name, own):
                yield Fault(name, _STRANGE.format(name))

    def _is_right(self, name: str, own: Collection[str]) -> bool:
        folder, stroke, _ = name.partition("/")
        if (
            name in self._proved
            or name in self.always
            or suffix_of(name).lower() in PAGES
            or self._is_shard(name)
            or name in self._parts_of_map
            or (folder == "data" and name.removeprefix("data/") in self._data)
        ):
            return True
        path = self._site / name
        if path.suffix == ".md" and self._known.against.settings.site.markdown != OFF:
            # What stands in it is compared with its page.
            return path.with_suffix(PAGE).is_file() and not name.startswith("_")
        if name in {SWHIDS, SIGNATURE}:
            # ``publish`` puts them there; the first is compared with what stands beside it.
            return (self._site / SWHIDS).is_file()
        if not stroke and self._is_of_builder(name, path):
            return True
        if _OF_GIT.fullmatch(name):
            return self._is_checkout
        is_given = (
            (folder == "_sources" and self._is_copy(name.removeprefix("_sources/"), own))
            or (folder == ".doctrees" and _OF_DOCTREES.fullmatch(name) is not None)
            or (folder == "downloads" and path.suffix in _BOOKS and self._is_shown(path.name))
            or (folder.startswith("_") and bool(stroke) and self._is_beside_pages(name, path))
        )
        return (
            is_given or self.is_copied(path) or self._allowed.brings_tag("file", {"name": name}, "")
        )

    def _is_shard(self, name: str) -> bool:
        """Whether a file is one of the search, or of quotations, that is read."""
        if name.startswith(_QUOTATIONS):
            beside = name.removeprefix(_QUOTATIONS)
            if self._quotations is None:
                return _PAIRS.fullmatch(beside) is not None
            return beside in self._quotations
        if self._shards is None:
            return _SHARD.fullmatch(name) is not None
        return name.startswith(_SEARCH) and name.removeprefix(_SEARCH) in self._shards

    def _is_of_builder(self, name: str, path: Path) -> bool:
        if name in {".buildinfo", ".buildinfo.bak"}:
            return _BUILD_INFO.fullmatch(path.read_bytes()) is not None
        if name == _AS_IT_IS:
            return not path.read_bytes().strip()
        if name == _HOST:
            given = self._conf.get("html_baseurl", ("", 0))[0]
            host = urlsplit(self._known.base_url or str(given)).hostname
            return bool(host) and path.read_text("utf-8", "replace").strip() == host
        if name == self._conf.get(_DURATION_NAME, (_DURATIONS, 0))[0]:
            return self._shipped.names(_DURATION) and _has_durations(path)
        return False

    def _is_copy(self, name: str, own: Collection[str]) -> bool:
        """Whether a file in ``_sources`` is a copy that is compared with its page or chapter."""
        short = name.removesuffix(".txt")
        page = short.removesuffix(".md")
        # Copies of chapters are compared, each with its file; those that have none are told there.
        return (page in own and page != short) or short.rpartition(".")[0] not in own

    def _is_open_search(self, text: str) -> bool:
        """Whether a description of the search names no address but that which ``conf.py`` gives."""
        own = str(self._conf.get("html_use_opensearch", ("", 0))[0])
        return bool(own) and all(
            one.startswith((own, "http://a9.com/-/spec/opensearch/", "http://www.mozilla.org/"))
            for one in _ADDRESS.findall(text)
        )

    def _is_beside_pages(self, name: str, path: Path) -> bool:
        """Whether a program ships a file, or the editors have it, or a page shows it."""
        folder = name.partition("/")[0]
        if _OWN.fullmatch(f"{folder}/{path.name}") and path.parent.parent == self._site:
            # These are compared with the program's own.
            return True
        if path.suffix in _WRITTEN and self._theme.is_shipped(path.name, path.read_bytes()):
            return True
        if name == _OPEN_SEARCH and self._is_open_search(path.read_text("utf-8", "replace")):
            return True
        if self._theme.ships_file(path) or self._chapters.has_same_bytes(path):
            return True
        return folder == "_images" and path.suffix.lower() in _DRAWN and self._is_shown(path.name)

    def is_copied(self, path: Path) -> bool:
        """Whether ``conf.py`` has a file of the editors copied to this place."""
        if self._chapters.folder is None:
            return True
        name = path.relative_to(self._site).as_posix()
        for setting in _PATHS:
            below = name.removeprefix("_static/")
            if setting == "html_static_path" and below == name:
                continue
            below = below if setting == "html_static_path" else name
            given = self._conf.get(setting)
            folders = given[0] if given and isinstance(given[0], (list, tuple)) else ()
            for one in folders:
                place = self._chapters.folder / str(one)
                source = place if place.is_file() and place.name == below else place / below
                if source.is_file() and source.read_bytes() == path.read_bytes():
                    return True
            # Where its value is computed, a file of the editors will do, wherever it is.
            is_computed = given is None and self._chapters.mentions(setting)
            if is_computed and (self._chapters.has_same(path) or self._is_beside_documents(path)):
                return True
        return False

    def _is_beside_documents(self, path: Path) -> bool:
        """Whether a file of the name and the bytes stands in a folder that ``conf.py`` names."""
        data = path.read_bytes()
        return any(one.read_bytes() == data for one in self._beside.get(path.name, ()))

    @cached_property
    def _beside(self) -> dict[str, list[Path]]:
        """The files in the folders beside the chapters that ``conf.py`` names, by their names."""
        found: dict[str, list[Path]] = {}
        root = self._known.against.file.root
        not_given = {self._known.against.sources, self._site, *self._site.parents}
        for folder in sorted({*root.iterdir()} - not_given):
            if folder.is_dir() and self._chapters.names(folder.name):
                for path in folder.rglob("*"):
                    if path.is_file() and not path.is_symlink():
                        found.setdefault(path.name, []).append(path)
        return found

    def _is_shown(self, name: str) -> bool:
        return any(name in text for text in self._pages)

    @cached_property
    def _is_checkout(self) -> bool:
        """Whether the site is the working tree of a repository: a folder, or a line that leads."""
        git = self._site / ".git"
        if git.is_dir():
            return (git / "HEAD").is_file() and (git / "objects").is_dir()
        return git.read_bytes().startswith(b"gitdir: ")

    @cached_property
    def _data(self) -> set[str]:
        return names_of(self._known.against)

    @cached_property
    def _pages(self) -> list[str]:
        """The texts of the pages, read where a file is none of the editors'."""
        return [one.read_text("utf-8", "replace") for one in sorted(self._site.rglob(f"*{PAGE}"))]
