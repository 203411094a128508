"""What is known of a code: its meaning, what to do, how much it matters, where it comes from."""

from __future__ import annotations

from enum import StrEnum

from cable_edition.core.late_methods import dataclass


class Severity(StrEnum):
    """How much a problem matters; the order of the members is the order of weight."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Origin(StrEnum):
    """Where a problem is, which is where it can be mended."""

    CABLE = "cable"
    """The text of a cable, as the parser reads it; these stand in its record."""
    CHECK = "check"
    """A cable as a whole; ``cable-edition check`` sees it and no record has it."""
    SOURCE = "source"
    """A file of the folder of sources, or the list of its checksums."""
    FILE = "file"
    """A YAML file of the editor: register, sidecar or ``releases.yaml``."""
    REGISTER = "register"
    """What a register says, be it well written."""
    SIDECAR = "sidecar"
    """What a sidecar says of its cable, be it well written."""
    RELEASE = "release"
    """What was issued, against what stands now."""
    REDACTION = "redaction"
    """What a sidecar withholds, and cannot."""
    SETTINGS = "settings"
    """The settings of the edition."""
    PAGE = "page"
    """A directive or role of the edition on a page."""
    OUTPUT = "output"
    """What was built."""


class CableWarning(StrEnum):
    """Subtypes of ``type="cable"`` warnings of Sphinx, for ``suppress_warnings``.

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


@dataclass(frozen=True, slots=True)
class Code:
    """A row of the table of problems.

    ``meaning`` and ``action`` are sentences of plain Markdown (code in backticks): what is the
    matter, and what an editor can do. ``fatal`` problems break our word to readers: no build ends
    well with one. ``warning`` is the kind of warning that Sphinx gives; ``None`` for none. One that
    does not ``count`` is told and fails nothing: what a source holds stops no edition.
    """

    meaning: str
    action: str
    severity: Severity
    origin: Origin
    warning: CableWarning | None = None
    fatal: bool = False
    counts: bool = True
