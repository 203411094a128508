"""How problems become warnings of Sphinx: one function, always located."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from cable_edition.core.problems import Problem, Severity

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger("cable_edition")


def editors_path(path: str | Path, docs: Path) -> str:
    """Name a file as the editor does: relative to the folder above ``docs``, the documents."""
    base, real = docs.resolve().parent, Path(path).resolve()
    return real.relative_to(base).as_posix() if real.is_relative_to(base) else str(path)


def report(problem: Problem, location: str | tuple[str, int | None] | Node | None = None) -> None:
    """Hand a problem of the core to Sphinx, under the kind of warning that the table gives it.

    ``location`` is ``path:line``, (docname, line) or a node; without it the problem's own place
    counts. One of low severity, or that is no warning, stays quiet unless the build is verbose.
    """
    place = ":".join(str(part) for part in (problem.path, problem.line) if part)
    kind = problem.known.warning
    if problem.severity is Severity.INFO or kind is None:
        logger.verbose("%s", problem.located())
        return
    message = f"{problem.message} ({problem.code})"
    logger.warning(message, type="cable", subtype=kind.value, location=location or place or None)
