"""One problem: its code, what is the matter here, and where."""

from __future__ import annotations

import unicodedata

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems.code import Code, Severity
from cable_edition.core.problems.table import CODES


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader or an editor must know about a source file, a register or a sidecar.

    ``code`` is one word of a closed vocabulary (``paragraph-gap``, ``unknown-key``, ...), the keys
    of :data:`~cable_edition.core.problems.table.CODES`; any other raises ``ValueError``.
    ``path`` is the file as the editor knows it; ``line`` counts from 1; ``offset`` is in
    characters of the decoded source, or ``None`` where only a line is known.
    """

    code: str
    message: str
    path: str = ""
    line: int | None = None
    offset: int | None = None

    def __post_init__(self) -> None:
        """Refuse a code that nobody could look up."""
        if self.code not in CODES:
            message = f"`{self.code}` is no code of a problem; core/problems has the table of them"
            raise ValueError(message)

    @property
    def known(self) -> Code:
        """What the table says of the code."""
        return CODES[self.code]

    @property
    def severity(self) -> Severity:
        """How much a problem of this code matters."""
        return CODES[self.code].severity

    @property
    def fatal(self) -> bool:
        """Whether no build ends well with it."""
        return CODES[self.code].fatal

    @property
    def is_error(self) -> bool:
        """Whether it is an error that counts, as it is told by a proof and stops a release."""
        return self.severity is Severity.ERROR and self.known.counts

    @property
    def place(self) -> str:
        """``path:line``, as far as they are known."""
        return _in_a_line(":".join(str(part) for part in (self.path, self.line) if part))

    @property
    def told(self) -> str:
        """``message [code]``."""
        return _in_a_line(f"{self.message} [{self.code}]")

    def located(self) -> str:
        """Return ``path:line: message [code]`` in one line, leaving out what is not known."""
        return f"{self.place}: {self.told}" if self.place else self.told


def _in_a_line(text: str) -> str:
    """Return ``text`` with what would end a line, or is no character of UTF-8, escaped."""
    if text.isprintable():
        return text
    return "".join(
        mark.encode("unicode_escape").decode("ascii")
        if unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"}
        else mark
        for mark in text
    )
