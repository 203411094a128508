"""Doubt as data: located problems with closed codes.

The core never logs and never raises for content. It returns problems; the command line prints
them, the pages show them, and the Sphinx layer turns those of registers and configuration into
Sphinx warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters; the order of the members is the order of weight."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader or an editor must know about a source file, a register or a sidecar.

    ``code`` is one word of a closed vocabulary (``paragraph-gap``, ``unknown-key``, ...);
    ``path`` is the file as the editor knows it; ``line`` counts from 1; ``offset`` is in
    characters of the decoded source, or ``None`` where only a line is known.
    """

    code: str
    message: str
    path: str = ""
    line: int | None = None
    offset: int | None = None
    severity: Severity = Severity.WARNING

    def located(self) -> str:
        """Return ``path:line: message [code]``, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.path, self.line) if part)
        return (
            f"{place}: {self.message} [{self.code}]" if place else f"{self.message} [{self.code}]"
        )
