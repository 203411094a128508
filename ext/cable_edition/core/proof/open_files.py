"""Withheld words in what the editors give beside cables and registers, told before all is written.

That is the settings, the chapters, and the files that both of them publish. A title is on every
page: the build would find the words in each of its files, and take all away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path

from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.myst.markup import MARKER
from cable_edition.core.problems import Problem
from cable_edition.core.proof.by_chance import is_data
from cable_edition.core.proof.contents import UnreadableError
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.published_files import UNSHOWN
from cable_edition.core.regular_file import read_file
from cable_edition.core.settings import EditionFile
from cable_edition.core.settings.edition_file import shown_path

_ENDINGS = frozenset({".md", ".rst"})


def open_in_settings(redacted: Iterable[Redacted], file: EditionFile) -> list[Problem]:
    """Return a problem for each value of the settings that has withheld words, or words like them.

    Problems: ``withheld-open``, ``redaction-near``.
    """
    search = LeakSearch(redacted)
    found = []
    for name, line in file.lines.items() if search.needed else ():
        try:
            value = attrgetter(name)(file.settings)
        except AttributeError:
            continue
        if problem := open_value(search, name, str(value), (file.shown, line)):
            found.append(problem)
    return found


def open_value(
    search: LeakSearch, name: str, value: str, place: tuple[str, int | None]
) -> Problem | None:
    """Return the problem of a setting whose value, at a path and line, would tell something.

    Problems: ``withheld-open``, ``redaction-near``.
    """
    if open_at := search.place(value):
        message = f"the value of `{name}` has what {open_at[1]} withholds, and would be published"
        return search.discreet(Problem("withheld-open", f"{message}; change it", *place))
    if near := search.near(value, alone=False):
        message = (
            f"words of the value of `{name}` are like {near[1]} and would be published; write them "
            "otherwise, or add them to its `except` if they mean something else"
        )
        return search.discreet(Problem("redaction-near", message, *place))
    return None


def open_in_conf_py(redacted: Iterable[Redacted], path: Path) -> list[Problem]:
    """Return a problem for each value that stands in ``conf.py`` with such words, or like them.

    Nothing of it is run: the values are read that are written out there.
    """
    search = LeakSearch(redacted)
    try:
        tree = ast.parse(read_file(path)) if search.needed else ast.Module([], [])
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return []  # Sphinx tells of it.
    found = []
    for one in tree.body:
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            name = one.targets[0].id
            words = [n.value for n in ast.walk(one.value) if isinstance(n, ast.Constant)]
            place = (shown_path(path), one.lineno)
            problem = open_value(search, name, "\n".join(map(str, words)), place)
            if problem and name not in UNSHOWN:
                found.append(problem)
    return found


def open_in_chapters(redacted: Iterable[Redacted], chapters: Iterable[Path]) -> list[Problem]:
    """Return a problem for each chapter whose text has withheld words, or words like a name.

    Problems: ``withheld-open``, ``redaction-near``.
    """
    search = LeakSearch(redacted)
    found = []
    for path in chapters if search.needed else ():
        text = _text(path)
        if text.startswith(MARKER):
            continue
        if place := search.place(text):
            line, where = place
            message = (
                f"this chapter has what {where} withholds, and would be published; take it out"
            )
            found.append(search.discreet(Problem("withheld-open", message, str(path), line)))
        elif place := search.near(text):
            line, where = place
            message = (
                f"words of this chapter are like {where} and would be published; write them "
                "otherwise, or add them to its `except` if they mean something else"
            )
            found.append(search.discreet(Problem("redaction-near", message, str(path), line)))
    return found


def open_in_names(redacted: Iterable[Redacted], chapters: Mapping[str, str]) -> list[Problem]:
    """Return a problem ``withheld-open`` for each chapter whose name has withheld words.

    ``chapters`` has the path of each for a message, by the name of its page.
    """
    search = LeakSearch(redacted)
    found = []
    for name in sorted(chapters) if search.needed else ():
        if where := search.named(name):
            message = (
                f"the name of this file has what {where} withholds, and its page would have it "
                "too; give the file another name"
            )
            found.append(search.discreet(Problem("withheld-open", message, chapters[name])))
    return found


def open_in_files(redacted: Iterable[Redacted], files: Mapping[Path, str]) -> list[Problem]:
    """Return a problem ``withheld-open`` for each file with withheld words in name or content.

    The files are those that are published as they are, or that pages are made of, each with the
    name that is published. One that cannot be unpacked is a problem too: nothing is known of it.
    """
    search = LeakSearch(redacted)
    return [
        search.discreet(Problem("withheld-open", message, str(path), line))
        for path, name in (files.items() if search.needed else ())
        for line, message in _open_in_file(search, path, name)
    ]


def _open_in_file(search: LeakSearch, path: Path, name: str) -> Iterator[tuple[int | None, str]]:
    if where := search.named(name):
        message = f"the name of this file has what {where} withholds, and would be published"
        yield None, f"{message}; give the file another name"
        return
    try:
        data = read_file(path)
    except OSError:
        return  # Sphinx tells of it.
    if place := search.place(data.decode("utf-8", "replace"), data=is_data(data)):
        line, where = place
        message = f"this file has what {where} withholds, and would be published; take it out"
        yield line, message
        return
    try:
        found = search.file(path.name, data)
    except UnreadableError as error:
        found = f"{error}, so nothing is known of it"
    if found:
        yield None, f"{found}; this file would be published with it"


def chapters_in(documents: Path) -> Iterator[Path]:
    """Yield the chapters in a folder of documents.

    Folders whose names begin with a point or an underscore have none.
    """
    for path in sorted(documents.rglob("*")):
        above = path.relative_to(documents).parts
        if path.suffix in _ENDINGS and not any(name.startswith((".", "_")) for name in above):
            yield path


def _text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8", "replace")
    except OSError:
        return ""  # Sphinx tells of it.
