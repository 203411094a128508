"""The style sheets and scripts that packages ship, known by their bytes.

An edition whose ``conf.py`` names an extension of Sphinx lets it run in every build, and need not
name it again. What the pages may load for it are the very files that its package ships; a file of
the same name with other bytes is none of them. The files of the edition's own program are known in
the same way.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from cable_edition.core.settings.conf_values import first_page
from cable_edition.core.settings.edition_file import DOCUMENTS

_KINDS = frozenset({".css", ".js", ".svg"})
#: What the program makes for each site (:mod:`.made_files`).
MADE = frozenset({"cable-fonts.css", "cable-ids.js", "cable-tags.js", "cable-words.js"})
#: The folder of the program, whose files a site has as they are.
PROGRAM = Path(__file__).parents[3]


def extensions_named(conf: Path) -> list[str]:
    """Return the names of extensions that a ``conf.py`` gives in plain words; it is not run.

    They are the texts in what is assigned to ``extensions``, added to it, or given to its methods.
    """
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    found: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Call)):
            continue
        if isinstance(node, ast.Call):
            of = node.func.value if isinstance(node.func, ast.Attribute) else None
            parts: list[ast.expr] = list(node.args)
        else:
            of = node.targets[0] if isinstance(node, ast.Assign) else node.target
            parts = [node.value] if node.value else []
        if isinstance(of, ast.Name) and of.id == "extensions":
            constants = (one for part in parts for one in ast.walk(part))
            found += [
                one.value
                for one in constants
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
    return found


def _folder_of(name: str) -> Path | None:
    """Return the folder of the package that a module belongs to, which is not imported."""
    try:
        spec = find_spec(name.partition(".")[0])
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None or not spec.submodule_search_locations:
        return None
    return Path(spec.origin).parent


def _digests(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.suffix in _KINDS and path.is_file():
            yield sha256(path.read_bytes()).digest()


class Shipped:
    """Knows of the files of a site which are those of the packages that ``conf.py`` names."""

    def __init__(self, site: Path, root: Path) -> None:
        self._site = site
        beside = root / "conf.py"
        self._conf = beside if beside.is_file() else root / DOCUMENTS / "conf.py"
        #: The folder of the chapters.
        self.documents = self._conf.parent
        self._right: dict[str, bool] = {}

    @cached_property
    def _known(self) -> frozenset[bytes]:
        return frozenset(one for folder in self.folders for one in _digests(folder))

    def names(self, extension: str) -> bool:
        """Whether ``conf.py`` names an extension."""
        return extension in extensions_named(self._conf)

    @property
    def first_page(self) -> str:
        """The name of the first page."""
        return first_page(self._conf)

    @cached_property
    def folders(self) -> list[Path]:
        """The folders of the packages that ``conf.py`` names."""
        folders = {_folder_of(name) for name in extensions_named(self._conf)}
        return sorted(folder for folder in folders if folder)

    @cached_property
    def _own(self) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = {}
        for path in PROGRAM.rglob("static/cable-*"):
            if path.suffix in _KINDS:
                found.setdefault(path.name, []).append(sha256(path.read_bytes()).digest())
        return found

    def brings(self, address: str) -> bool:
        """Whether a page may load a file, ``_static/tabs.js``, because a named package ships it."""
        if address not in self._right:
            self._right[address] = self._digest(address) in self._known
        return self._right[address]

    def changed(self) -> Iterator[Path]:
        """Yield files named as those of the edition's own program that have other bytes."""
        for path in sorted((self._site / "_static").glob("cable-*")):
            if path.suffix not in _KINDS or path.name in MADE:
                continue
            if sha256(path.read_bytes()).digest() not in self._own.get(path.name, ()):
                yield path

    def _digest(self, address: str) -> bytes:
        path = self._site / address
        if ".." in Path(address).parts or path.suffix not in _KINDS or not path.is_file():
            return b""
        return sha256(path.read_bytes()).digest()
