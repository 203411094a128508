"""How problems become warnings of Sphinx: one function, always located."""

from __future__ import annotations

import os
from dataclasses import replace
from logging import getLogger
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.logging import NAMESPACE, WarningStreamHandler, is_suppressed_warning

from cable_edition.core.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Node
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger("cable_edition")


def editors_path(path: str | Path, docs: Path) -> str:
    """Name a file as the editor does: relative to the folder above ``docs``, the documents."""
    # A link is told by its own name, wherever it leads.
    base, real = docs.resolve().parent, Path(path).parent.resolve() / Path(path).name
    return real.relative_to(base).as_posix() if real.is_relative_to(base) else str(path)


def page_path(source: str | PathLike[str] | None, env: BuildEnvironment) -> str:
    """Name the file that docutils gives for a place, or else that of the page that is read.

    docutils knows none for what was not read from a file.
    """
    return editors_path(fspath(source or env.doc2path(env.docname)), Path(env.srcdir))


def as_the_editor_knows(problem: Problem, docs: Path) -> Problem:
    """Return a problem whose file is named as the editor does, if it was by its full path."""
    return all_as_the_editor_knows((problem,), docs)[0]


def all_as_the_editor_knows(problems: Iterable[Problem], docs: Path) -> tuple[Problem, ...]:
    """Return problems as :func:`as_the_editor_knows`; each folder is looked for once."""
    folders: dict[str, str | None] = {}
    told = []
    for problem in problems:
        folder, name = os.path.split(problem.path)
        if folder not in folders:
            # As it is called with any file in it.
            whole = Path(folder).is_absolute()
            folders[folder] = editors_path(Path(folder, "x"), docs)[:-1] if whole else None
        if (known := folders[folder]) is None:
            told.append(problem)
        elif name in {"", os.curdir, os.pardir}:
            told.append(replace(problem, path=editors_path(problem.path, docs)))
        else:
            told.append(replace(problem, path=f"{known}{name}"))
    return tuple(told)


def report(problem: Problem, location: str | tuple[str, int | None] | Node | None = None) -> None:
    """Hand a problem of the core to Sphinx, under the kind of warning that the table gives it.

    ``location`` is ``path:line``, (docname, line) or a node; without it the problem's own place
    counts. One of low severity, or that is no warning, stays quiet unless the build is verbose.
    """
    kind = problem.known.warning
    if problem.severity is Severity.INFO or kind is None:
        logger.verbose("%s", problem.located())
        return
    message = _words(problem)
    if location is None and problem.place:
        # As a location, a file without a line would be taken for a page: docs/FILE.rst.
        message = f"{problem.place}: WARNING: {message}"
    logger.warning("%s", message, type="cable", subtype=kind.value, location=location)


def tell(problem: Problem, config: Config) -> None:
    """Tell a doubt about a source where warnings stand, without its counting as one.

    Content stops no build, also not one that takes warnings for failures. ``suppress_warnings``
    silences it like a warning.
    """
    kind = problem.known.warning
    if kind is None or is_suppressed_warning("cable", kind.value, config.suppress_warnings):
        return
    label = f" [cable.{kind.value}]" if config.show_warning_types else ""
    for handler in getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.stream.write(f"{problem.place}: NOTICE: {_words(problem)}{label}\n")


def tell_all(problems: Iterable[Problem], config: Config) -> None:
    """Tell what is no reason to stop: as a warning what counts as one, all else as a notice."""
    for problem in problems:
        if problem.fatal:
            continue
        if problem.known.counts:
            report(problem)
        else:
            tell(problem, config)


def _words(problem: Problem) -> str:
    return problem.told.removesuffix(f" [{problem.code}]") + f" ({problem.code})"
