"""What is changed between two builds of the benchmark, the same on both sides as far as it can be.

Each change is small and leaves the project whole: after it a build writes what followed from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from projects import Side

_NOTE = "notes:\n  - {at: p1, kind: inference, text: A note., id: one}\n"


def _replaced(path: Path, pattern: str, by: str) -> None:
    text, count = re.subn(pattern, by, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    if not count:
        message = f"nothing to change in {path}"
        raise ValueError(message)
    path.write_text(text, "utf-8")


def _nothing(_side: Side, _root: Path, _cable: str) -> None:
    """Leave all as it is."""


def _cable(side: Side, root: Path, cable: str) -> None:
    """Change a word of a cable."""
    page = root / "docs" / "cables" / f"{cable}.md"
    path = root / "source_cables" / f"{cable}.txt" if side == "edition" else page
    _replaced(path, r" the ", " tke ")


def _note(side: Side, root: Path, cable: str) -> None:
    """Add a note to a cable; on the plain page, a paragraph."""
    if side == "edition":
        (root / "source_cables" / f"{cable}.yaml").write_text(_NOTE, "utf-8")
    else:
        with (root / "docs" / "cables" / f"{cable}.md").open("a", encoding="utf-8") as page:
            page.write("\nA note.\n")


def _entry(side: Side, root: Path, _cable_id: str) -> None:
    """Rename an entry of the register of people; the pages that link to it have its name."""
    if side == "edition":
        _replaced(root / "docs" / "registers" / "people.yaml", r"^  name: (.*)$", r"  name: \1a")
    else:
        _replaced(root / "docs" / "people" / "index.md", r"^## (.*)$", r"## \1a")


#: In the order in which they are made, one after the other.
CHANGES: dict[str, Callable[[Side, Path, str], None]] = {
    "nothing": _nothing,
    "a cable": _cable,
    "a note": _note,
    "an entry": _entry,
}
