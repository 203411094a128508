"""What is named on a command line: files, folders, patterns, and a hint where there is no such."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from glob import glob, has_magic
from pathlib import Path
from typing import Any

import rich_click as click

#: The name that stands for the standard input.
STDIN = "-"
#: So many names of a folder are compared with a mistyped one.
_MOST_COMPARED = 20_000


class PathOrPattern(click.Path):
    """A path that exists, or a pattern (``'cables/*.txt'``) which at least one path fits.

    Shells give patterns to a program that are in quotation marks, or that nothing fits.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path or the pattern as it is; a usage error where there is nothing."""
        if not is_pattern(str(value)):
            return super().convert(value, param, ctx)
        if not fitting(str(value)):
            self.fail(f"Nothing fits the pattern {str(value)!r}.", param, ctx)
        return Path(value) if self.type is Path else value


class NewFolder(click.Path):
    """A folder to be written, which need not exist: no ``-``, which is the standard output to many.

    A name of no words is none either; whoever means the current folder writes ``.``.
    """

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder, or fail with a usage error."""
        if str(value) == STDIN:
            self.fail("'-' is no folder; write './-' for one called so.", param, ctx)
        if not str(value).strip():
            self.fail("A folder has a name; write '.' for this one.", param, ctx)
        return super().convert(value, param, ctx)


def is_pattern(path: str) -> bool:
    """Whether a name is none of a path that is there, and has a sign of patterns."""
    return has_magic(path) and not os.path.lexists(path)


def fitting(pattern: str) -> list[str]:
    """Return the paths that a pattern fits, sorted; ``**`` stands for folders within folders."""
    return sorted(glob(pattern, recursive=True))  # noqa: PTH207 - a pattern may be absolute


def expanded(paths: Iterable[str]) -> Iterator[str]:
    """Yield paths, and those that patterns among them fit, each once; others as they are."""
    seen = set()
    for path in paths:
        for one in fitting(path) if is_pattern(path) else [path]:
            if one not in seen:
                seen.add(one)
                yield one


def expanded_paths(paths: Iterable[Path]) -> list[Path]:
    """Return paths with those that patterns among them fit (see :func:`expanded`)."""
    return [Path(one) for one in expanded(map(str, paths))]


def hint(path: str) -> str:
    """Return a hint at the path that is nearest to one which is not there, or nothing.

    It may be a neighbour of the same folder, or a source of the edition around, by its name or by
    the id of its cable.
    """
    near = _near(path)
    return f"; did you mean '{near}'?" if near else ""


def _near(path: str) -> str:
    given = Path(path)
    if there := _mended(given):
        return there
    sources = _sources()
    if sources is None:
        return ""
    names = _names(sources)
    by_stem = {Path(name).stem: name for name in reversed(names)}
    found = _nearest(given.name, names) or by_stem.get(_nearest(given.stem, [*by_stem]), "")
    return _shown(sources / found) if found else ""


def _mended(given: Path) -> str:
    """Return a path with each part that is not there as the nearest neighbour has it."""
    found = Path(given.anchor)
    for part in given.parts[1 if given.anchor else 0 :]:
        if os.path.lexists(found / part):
            found /= part
        elif name := _nearest(part, _names(found)):
            found /= name
        else:
            return ""
    return str(found)


def _names(folder: Path) -> list[str]:
    try:
        names = [one.name for one in folder.iterdir() if not one.name.startswith(".")]
    except OSError:
        return []
    return sorted(names)[:_MOST_COMPARED]


def _nearest(name: str, names: list[str]) -> str:
    """Return the name that is most like another, whatever its capitals; or nothing."""
    folded = {one.casefold(): one for one in names}
    return next((folded[one] for one in get_close_matches(name.casefold(), [*folded], 1, 0.75)), "")


def _sources() -> Path | None:
    from cable_edition.core.settings import load_from  # noqa: PLC0415 - for a hint alone

    sources = load_from(Path())[0].sources
    return sources if sources.is_dir() else None


def _shown(path: Path) -> str:
    from cable_edition.core.settings.edition_file import shown_path  # noqa: PLC0415

    return shown_path(path)
