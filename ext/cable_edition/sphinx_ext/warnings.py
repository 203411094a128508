"""The warnings of the edition: one enum, one function, always located."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from cable_edition.core.problems import Problem, Severity

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger("cable_edition")


class CableWarning(StrEnum):
    """Subtypes of ``type="cable"`` warnings, for ``suppress_warnings`` and for the docs.

    Doubts about a cable's text are no warnings: they stand in its record, on its page and in
    ``cable-edition check``. These are about files, registers, sidecars and pages.
    """

    SOURCE = "source"
    """A file in the sources folder that gives no cable, or a second cable of the same id."""
    REGISTER = "register"
    """A register or sidecar entry that cannot be used as it stands."""
    MENTION = "mention"
    """A form that more than one entry claims at a place in a cable."""
    PAGE = "page"
    """A directive of the edition used wrongly on a page."""


def editors_path(path: str | Path, docs: Path) -> str:
    """Name a file as the editor does: relative to the folder above ``docs``, the documents."""
    base, real = docs.resolve().parent, Path(path).resolve()
    return real.relative_to(base).as_posix() if real.is_relative_to(base) else str(path)


def warn(
    kind: CableWarning, message: str, location: str | tuple[str, int | None] | Node | None = None
) -> None:
    """Warn the editor; ``location`` is ``path:line``, (docname, line) or a node."""
    logger.warning(message, type="cable", subtype=kind.value, location=location)


def report(kind: CableWarning, problem: Problem) -> None:
    """Hand a problem of the core to Sphinx: an info stays quiet unless the build is verbose."""
    place = ":".join(str(part) for part in (problem.path, problem.line) if part) or None
    if problem.severity is Severity.INFO:
        logger.verbose("%s", problem.located())
    else:
        warn(kind, f"{problem.message} ({problem.code})", place)
