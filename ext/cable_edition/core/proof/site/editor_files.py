"""The files of the editors around the chapters of a site, and what they say.

What a page has beside the words of its chapter comes of them: a chapter, ``conf.py``, a file that
one of them takes in.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path

from cable_edition.core.proof.site.chapter_words import INVISIBLE

#: Files beside the chapters whose words may be on their pages.
_TEXTS = frozenset(
    {
        ".bib",
        ".csv",
        ".html",
        ".json",
        ".md",
        ".po",
        ".py",
        ".rst",
        ".toml",
        ".txt",
        ".yaml",
        ".yml",
    }
)
_MOST = 1_000_000


class EditorFiles:
    """The files in the folder of ``conf.py``; those named as ``made`` are no editor's."""

    def __init__(self, documents: Path, made: Collection[str]) -> None:
        self._documents = documents
        self._made = made

    def of(self, name: str) -> str:
        """Return the text of the files that a page is made of, as far as they are known."""
        return f"{self.conf_py}\n{self.of_chapter(name)}"

    def of_chapter(self, name: str) -> str:
        """Return the text of the files of the name of a page."""
        found = sorted(self._documents.glob(f"{glob.escape(name)}.*"))
        return "\n".join(_text(path) for path in found if path.is_file())

    @cached_property
    def conf_py(self) -> str:
        """The text of ``conf.py``; nothing where there is none."""
        path = self._documents / "conf.py"
        return _text(path) if path.is_file() else ""

    def is_said(self, words: str, own: str) -> bool:
        """Whether a file of the editors has words, in the chapter or elsewhere."""
        folded = " ".join(words.split())
        if not folded:
            return True
        return folded in " ".join(own.split()) or self.is_anywhere(
            lambda text: folded in " ".join(text.split())
        )

    def is_given(self, name: str, own: str) -> bool:
        """Whether a file of the editors gives an attribute or a class of a name."""
        given = re.compile(
            rf"(?:class[^\n]{{0,200}}|[{{<][^{{}}<>\n]{{0,300}})(?<![\w-]){re.escape(name)}(?![\w-])"
        )
        return bool(given.search(own)) or self.is_anywhere(given.search)

    def is_label(self, name: str) -> bool:
        """Whether a chapter calls a place so."""
        said = re.escape(name)
        label = re.compile(rf"\({said}\)=|_{said}:|{{#{said}\b|name: {said}\b")
        return self.is_anywhere(label.search)

    def is_anywhere(self, has: Callable[[str], object]) -> bool:
        """Whether one of the texts has what is asked for."""
        return any(has(text) for text in self.texts)

    @cached_property
    def texts(self) -> list[str]:
        """The texts of the files that hold words."""
        return [_text(path) for path in self.files if path.suffix in _TEXTS]

    @cached_property
    def files(self) -> Sequence[Path]:
        """All files in the folder, without what is built."""
        found = []
        for path in sorted(self._documents.rglob("*")):
            parts = path.relative_to(self._documents).parts
            if not parts[0].startswith("_build") and path.is_file() and path.stem not in self._made:
                found.append(path)
        return found


def _text(path: Path) -> str:
    if path.stat().st_size > _MOST:
        return ""
    return path.read_text("utf-8", "replace").translate(INVISIBLE)
