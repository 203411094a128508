"""The files of the editors that a build publishes beside its pages, as far as they can be told.

Those are the files in the folders that ``conf.py`` names, those that it names one by one, and
those that a chapter shows, includes or offers. ``cable-edition check`` and every build look into
them for what is withheld, before a page is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cable_edition.core.regular_file import read_file

#: What in ``conf.py`` names folders of files that are published, or that pages are made of.
FOLDERS = frozenset({"html_static_path", "html_extra_path", "locale_dirs", "templates_path"})
#: What ``conf.py`` says to Sphinx alone, which no page has.
UNSHOWN = frozenset(
    {"exclude_patterns", "include_patterns", "nitpick_ignore", "nitpick_ignore_regex"}
)
#: A path in a chapter: what may stand in the name of a file, with an ending.
_PATH = re.compile(r"[^\s\"'<>()\[\]{}|`*?]{1,300}\.[A-Za-z0-9]{1,10}")
_CHAPTERS = frozenset({".md", ".rst"})


def published_files(
    documents: Path, values: Mapping[str, object], chapters: Iterable[Path]
) -> dict[Path, str]:
    """Return the files that the values of ``conf.py`` and chapters publish, with their names there.

    ``documents`` is the folder of ``conf.py``. Chapters themselves, hidden files, ``conf.py`` and,
    but for those of folders that ``conf.py`` names, files outside it are none of them.
    """
    found: dict[Path, str] = {}
    for name, value in values.items():
        for word in texts_in(value) if name not in UNSHOWN else ():
            if name in FOLDERS:
                folder = documents / word
                found |= {path: _named(path, folder) for path in _files(folder)}
            elif (path := _inside(documents, documents, word)) and path.is_file():
                found[path] = path.name
    for chapter in chapters:
        for match in _PATH.finditer(_text(chapter)):
            word = match[0].removeprefix("file:")
            above = documents if word.startswith("/") else chapter.parent
            path = _inside(documents, above, word.lstrip("/"))
            if path and path.is_file() and path.suffix not in _CHAPTERS:
                found[path] = path.name
    return {path: name for path, name in found.items() if path.name != "conf.py"}


def _named(path: Path, folder: Path) -> str:
    return path.name if path == folder else path.relative_to(folder).as_posix()


def _files(folder: Path) -> list[Path]:
    if "\0" in str(folder):
        return []
    every = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    return [
        path
        for path in every
        if path.is_file()
        and not (path.suffix == ".mo" and path.with_suffix(".po").is_file())  # made of it
        and not any(name.startswith(".") for name in path.relative_to(folder).parts)
    ]


def _inside(documents: Path, above: Path, word: str) -> Path | None:
    """Return the path that a word may be, if it leads nowhere but below the documents."""
    if not word or "\0" in word or "\n" in word or word.strip("./") == "":
        return None
    path = Path(above, word)
    try:
        inside = path.resolve().is_relative_to(documents.resolve())
        return path if inside and path.exists() else None
    except (OSError, ValueError):
        return None


def texts_in(value: object) -> Iterator[str]:
    """Yield all texts in a value of ``conf.py``, keys of tables too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from texts_in(name)
            yield from texts_in(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from texts_in(one)


def _text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8", "replace")
    except OSError:
        return ""
