"""Style sheets and scripts of the program, of Sphinx and of themes: nobody's words are in them.

Their names are short and their letters many, so that a name of two letters (``Ed``) stands there by
chance.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from cable_edition.core.proof.site.page_scripts import shipped_scripts
from cable_edition.core.proof.site.shipped import PROGRAM
from cable_edition.core.proof.site.theme_files import ThemeFiles

_KINDS = frozenset({".css", ".js"})
#: The page of the search, however its address is written.
_WITH_SCRIPTS = frozenset({"search.html", "index.html"})


def is_shipped(name: str, whole: Callable[[], bytes]) -> bool:
    """Whether a file of an output has the bytes of one that a package ships under its name.

    They are asked for only where the name is that of a style sheet or a script.

    One that is filled from a template must have the template's statements.
    """
    path = PurePosixPath(name.rpartition("!")[2])
    if path.suffix not in _KINDS:
        return False
    data = whole()
    return sha256(data).digest() in _own() or _theme().is_shipped(path.name, data)


def without_shipped(name: str, whole: Callable[[], bytes]) -> bytes:
    """Return a page without the scripts of the program that stand in it, or nothing if none do."""
    if PurePosixPath(name).name not in _WITH_SCRIPTS:
        return b""
    rest = data = whole()
    for words in shipped_scripts():
        rest = rest.replace(f">{words}</script>".encode(), b"></script>")
    return rest if rest != data else b""


@cache
def _own() -> frozenset[bytes]:
    found = (path for path in PROGRAM.rglob("static/cable-*") if path.suffix in _KINDS)
    return frozenset(sha256(path.read_bytes()).digest() for path in found)


@cache
def _theme() -> ThemeFiles:
    return ThemeFiles(Path(), Path())
