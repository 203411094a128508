"""The files of the chapters, which editors write, and their copies in ``_sources``."""

from __future__ import annotations

import glob
import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path

from cable_edition.core.settings.edition_file import DOCUMENTS

#: Files whose words are read; of others the copies alone are compared.
_MYST = ".md"
_ENDINGS = (_MYST, ".rst")
_COPY = ".txt"
_COPIES, _STATIC = "_sources", "_static/"
_BUILDS = "_build"
#: What in ``conf.py`` leaves copies of pages away whose files no version control has.
_UNCOPIED = "sphinx_last_updated_by_git"
#: Directives of MyST whose words stand elsewhere, or in some outputs alone.
_IN_PART = re.compile(r"\{(?:eval-rst|ifconfig|include|only)\}")
#: What in ``conf.py`` translates chapters, reads them by other rules, or rewrites them.
_OTHERWISE = ("locale_dirs", "myst_disable_syntax", "myst_gfm_only", "source-read")

_QUOTED = re.compile(r"[\"']([^\"'\n]{1,200})[\"']")
#: In the first lines of a chapter: it stands in no contents, as its author says.
_ORPHAN = re.compile(
    r"\s*(?:---[ \t]*\n(?:(?!---).*\n){0,200}?orphan[ \t]*:|(?::.*\n){0,50}?:orphan:)"
)


#: A line of contents that gives a page a title.
_TITLED = re.compile(
    r"^[ \t]*(?P<title>[^<>\n]{1,400}?) ?<(?P<page>[^<>\s]{1,400})>[ \t]*$", re.MULTILINE
)


class ChapterFiles:
    """Finds the files of chapters in the folder of ``conf.py``, of an edition in ``root``."""

    def __init__(self, site: Path, root: Path) -> None:
        folders = [root, root / DOCUMENTS]
        self._site = site
        #: The folder of the chapters; ``None`` where no ``conf.py`` tells it.
        self.folder = next((one for one in folders if (one / "conf.py").is_file()), None)

    def source(self, page: str) -> str | None:
        """Return the text of the MyST file of a page; ``None`` if it has none that can be read.

        Chapters that ``conf.py`` has translated or rewritten have other words than their files.
        """
        if self.folder is None or not _is_plain(self.folder):
            return None
        try:
            return (self.folder / f"{page}{_MYST}").read_text("utf-8-sig")
        except (OSError, ValueError):
            return None

    def is_whole(self, page: str) -> bool:
        """Whether the file of a page is read here, and has no parts for some outputs alone."""
        source = self.source(page)
        return source is not None and not _IN_PART.search(source)

    def is_orphan(self, page: str) -> bool:
        """Whether the file of a page says that no table of contents has it."""
        if self.folder is None:
            return False
        files = (self.folder / f"{page}{ending}" for ending in _ENDINGS)
        path = next((one for one in files if one.is_file()), None)
        text = "" if path is None else path.read_text("utf-8-sig", "replace")
        return _ORPHAN.match(text) is not None

    def is_called(self, page: str, title: str) -> bool:
        """Whether the contents of some chapter give a page a title: ``The title <the/page>``."""
        return (page.rpartition("/")[2], title) in self._titles

    @cached_property
    def _titles(self) -> frozenset[tuple[str, str]]:
        """(The last part of the name of a page, its title) for each line of contents with one."""
        files = sorted(self.folder.rglob("*")) if self.folder is not None else []
        texts = (
            one.read_text("utf-8-sig", "replace")
            for one in files
            if one.suffix in _ENDINGS and one.is_file() and _BUILDS not in one.parts
        )
        found = (line for text in texts if "toctree" in text for line in _TITLED.finditer(text))
        return frozenset(
            (line["page"].rpartition("/")[2].removesuffix(_MYST), line["title"]) for line in found
        )

    def has_words_of(self, page: str) -> bool:
        """Whether there is a file of the words of a page."""
        folder = self.folder
        return folder is None or any((folder / f"{page}{one}").is_file() for one in _ENDINGS)

    def give(self, page: str) -> bool:
        """Whether a page is one of a chapter, or of a template that ``conf.py`` names."""
        if self.folder is None:
            return True
        *folders, last = page.split("/")
        folder = self.folder.joinpath(*folders)
        if folder.is_dir() and any(one.stem == last for one in folder.iterdir() if one.is_file()):
            return True
        conf = _conf_py(self.folder)
        return any(f"{mark}{page}{mark}" in conf for mark in "\"'")

    def has_same(self, path: Path) -> bool:
        """Whether the editors have a file of the name and the bytes of one in the output."""
        if self.folder is None:
            return True
        data = path.read_bytes()
        return any(
            one.read_bytes() == data
            for one in sorted(self.folder.rglob(glob.escape(path.name)))
            if one.is_file() and self._site not in one.parents and _BUILDS not in one.parts
        )

    def has_same_bytes(self, path: Path) -> bool:
        """Whether the editors have a file of the bytes and the ending of one in the output."""
        if self.folder is None:
            return True
        size, data = path.stat().st_size, path.read_bytes()
        return any(
            one.stat().st_size == size and one.read_bytes() == data
            for one in sorted(self.folder.rglob(f"*{glob.escape(path.suffix)}"))
            if one.is_file() and self._site not in one.parents and _BUILDS not in one.parts
        )

    def gives_file(self, address: str) -> bool:
        """Whether ``conf.py`` names a file that pages load, ``_static/own.css``, as it is there."""
        if self.folder is None or not address.startswith(_STATIC):
            return False
        path = self._site / address
        named = re.compile(rf"[\"'/]{re.escape(path.name)}[\"']")
        is_named = named.search(_conf_py(self.folder)) is not None
        return is_named and path.is_file() and self.has_same(path)

    def mentions(self, setting: str) -> bool:
        """Whether ``conf.py`` has the name of a setting in it."""
        return self.folder is None or setting in _conf_py(self.folder)

    def names(self, word: str) -> bool:
        """Whether a text in ``conf.py`` is a word or ends with it, as the path of a folder does."""
        if self.folder is None:
            return False
        return re.search(rf"[\"'/]{re.escape(word)}/?[\"']", _conf_py(self.folder)) is not None

    def sets_apart(self, page: str) -> bool:
        """Whether a text in ``conf.py`` is a page, or a pattern of it: its sidebars are others."""
        return self.folder is not None and any(
            fnmatchcase(page, one) for one in _patterns(self.folder)
        )

    def copies(self, own: Collection[str]) -> Iterator[tuple[Path, str]]:
        """Yield (path, what is wrong) for copies of chapters; ``own`` are the edition's pages."""
        folder = self._site / _COPIES
        if self.folder is None or not folder.is_dir():
            return
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                continue
            name = path.relative_to(folder).as_posix()
            short = name.removesuffix(_COPY)
            if short.rpartition(".")[0] in own:
                continue
            sources = [self.folder / one for one in (short, name)]
            source = next((one for one in sources if one.is_file()), None)
            if source is None:
                yield path, "the edition has no chapter of which this is a copy"
            elif path.read_bytes() != source.read_bytes():
                yield path, f"this is not the file {source.name} of the chapter"

    @property
    def have_copies(self) -> bool:
        """Whether each page has a copy of its file, if any page has."""
        return self.folder is None or _UNCOPIED not in _conf_py(self.folder)

    def lacks_copy(self, page: str) -> Path | None:
        """Return the copy of the file of a page that must be there and is not."""
        folder = self._site / _COPIES
        if self.folder is None or not has_files(folder) or not self.have_copies:
            return None
        if not (self.folder / f"{page}{_MYST}").is_file():
            return None
        copy = folder / f"{page}{_MYST}{_COPY}"
        bare = copy.with_suffix("")
        return None if copy.is_file() or bare.is_file() else copy


def has_files(folder: Path) -> bool:
    """Whether there is something in a folder; Sphinx leaves that of the copies empty."""
    return folder.is_dir() and any(folder.iterdir())


@cache
def _conf_py(folder: Path) -> str:
    return (folder / "conf.py").read_text("utf-8", "replace")


@cache
def _patterns(folder: Path) -> frozenset[str]:
    """Return the texts in ``conf.py`` that may be patterns of some pages, and not of all."""
    return frozenset(one for one in _QUOTED.findall(_conf_py(folder)) if one.strip("*/"))


@cache
def _is_plain(folder: Path) -> bool:
    """Whether nothing in ``conf.py`` tells that the words of pages are others than the files'."""
    conf = _conf_py(folder)
    return not any(name in conf for name in _OTHERWISE) and not (folder / "locales").is_dir()
