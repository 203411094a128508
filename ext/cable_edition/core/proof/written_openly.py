"""Where editors wrote what would publish withheld words: the file and the line to be mended.

A page of the edition that would have such words is made of registers, sidecars, witnesses and
releases; an editor has those before him and no such page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.declared import RELEASES

#: What a sidecar itself withholds, with the names: the lines below a key at the margin.
_WITHHOLDS = re.compile(r"^['\"]?redactions\b.*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)
#: A search of a text: the line of what it finds, and whose that is.
Search = Callable[[str], tuple[int, str] | None]


class WrittenFiles:
    """The files of the editors of an edition, each searched once and only when it is asked for.

    ``search`` is one of :class:`~cable_edition.core.proof.leaks.LeakSearch`.
    """

    def __init__(self, edition: Edition, search: Search) -> None:
        self._edition = edition
        self._search = cache(lambda path: search(_said_in(path)))
        entries = (
            str(getattr(entry, "path", ""))
            for _, some in edition.registers.by_file()
            for entry in some
        )
        self._folders = sorted({Path(path).parent for path in entries if path})

    def of_cable(self, one: EditedCable) -> tuple[str, int] | None:
        """Return where its sidecar, another witness of it or a register has such words."""
        sidecar = self._edition.sidecars.get(one.id)
        beside = [sidecar.path] if sidecar else []
        return self._first([*beside, *(each.path for each in one.witnesses), *self._registers()])

    def of_register(self) -> tuple[str, int] | None:
        """Return where a register has such words."""
        return self._first(self._registers())

    def of_page(self) -> tuple[str, int] | None:
        """Return where whatever an editor wrote has such words."""
        sidecars = [one.path for one in self._edition.sidecars.values()]
        return self._first([*self._registers(), *self._releases(), *sidecars])

    def of_releases(self) -> tuple[str, int] | None:
        """Return where ``releases.yaml`` has such words."""
        return self._first(self._releases())

    def _first(self, paths: Iterable[Path]) -> tuple[str, int] | None:
        for path in paths:
            if found := self._search(path):
                return str(path), found[0]
        return None

    def _registers(self) -> Iterator[Path]:
        for folder in self._folders:
            yield from sorted(folder.glob("*.yaml"))

    def _releases(self) -> Iterator[Path]:
        folders = dict.fromkeys(
            folder for one in self._edition.cables for folder in one.path.parents[:2]
        )
        yield from (folder / RELEASES for folder in folders if (folder / RELEASES).is_file())


def _said_in(path: Path) -> str:
    """Return what a file says, with as many lines as it has, but for what it withholds."""
    try:
        text = read_file(path).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""
    return _WITHHOLDS.sub(lambda found: "\n" * found[0].count("\n"), text)
