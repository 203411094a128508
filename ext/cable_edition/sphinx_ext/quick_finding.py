"""Finds the pages that Sphinx reads as Sphinx does, in a third of the time.

Sphinx tries each pattern of each setting on each file, and makes several paths of each page. A
large edition has a page for each cable, and finding them takes as long as putting the cables
together. Here the patterns are one, and a path that is known from the last build is taken over.

Where there is something to tell, as of two files for one page, Sphinx looks itself.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import sphinx
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util.matching import compile_matchers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

#: The versions of Sphinx whose way of finding pages was looked at.
TESTED = ("9.0.", "9.1.", "9.2.")
_FIND = "discover"
_OWN: Callable[..., set[str]] = Project.discover


def discover(
    self: Project, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
) -> set[str]:
    """Find all pages of a project, and return their names."""
    included, excluded = tuple(include_paths), tuple(exclude_paths)
    folder = os.path.realpath(self.srcdir)
    known = self._docname_to_path
    found: dict[str, Path] = {}
    for name, docname in _pages(folder, included, (*excluded, *EXCLUDE_PATHS), self.source_suffix):
        if docname in found or not os.access(f"{self.srcdir}/{name}", os.R_OK):
            return _OWN(self, excluded, included)
        path = known.get(docname)
        found[docname] = path if path is not None and str(path) == name else Path(name)
    self.docnames.clear()
    self.docnames.update(found)
    self._path_to_docname = {path: docname for docname, path in found.items()}
    self._docname_to_path = found
    return self.docnames


def _pages(
    folder: str, included: Iterable[str], excluded: Iterable[str], suffixes: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Yield the file of each page, from the folder on, and the name of the page."""
    taken, left_out = _one_of(included), _one_of(excluded)
    for root, folders, files in os.walk(folder, followlinks=True):
        inside = os.path.relpath(root, folder).replace(os.sep, "/")
        before = "" if inside == "." else f"{inside}/"
        for file in sorted(files):
            name = _composed(before + file)
            suffix = next((one for one in suffixes if name.endswith(one)), None)
            if suffix is None or left_out(name) or not taken(name):
                continue
            if docname := name.removesuffix(suffix):
                yield name, docname
        folders[:] = [one for one in sorted(folders) if not left_out(_composed(before + one))]


def _one_of(patterns: Iterable[str]) -> Callable[[str], Any]:
    """Return what tells whether a name is one that any of the patterns has."""
    every: list[Any] = compile_matchers(patterns)
    return re.compile("|".join(f"(?:{one.__self__.pattern})" for one in every) or "(?!)").match


def _composed(name: str) -> str:
    return name if name.isascii() else normalize("NFC", name)


def begin(_app: Sphinx) -> None:
    """Take the place of the step until the build ends."""
    if sphinx.__version__.startswith(TESTED) and Project.discover is _OWN:
        setattr(Project, _FIND, discover)


def end(*_given: object) -> None:
    """Put it back."""
    if Project.discover is discover:
        setattr(Project, _FIND, _OWN)


def setup_quick_finding(app: Sphinx) -> None:
    """Connect it."""
    app.connect("builder-inited", begin)
    app.connect("build-finished", end)
