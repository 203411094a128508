"""The cables of a folder while they are read: in a file, but for those that editors read anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from cable_edition.core.cable.model import Cable
from cable_edition.core.editing.redaction import Redactions
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.edition.spooled import InFile, Spool, Spooled, is_alone

#: A cable with its source file.
Sourced = tuple[Cable, Path]
#: What gives the published cables of one file.
Redactor = Callable[[Sequence[Sourced]], Redactions]


class HeldCables:
    """Puts cables into a file as they are read, and gives those that are published.

    Those of which a sidecar corrects the reading or compares witnesses stand in memory. With
    ``sealed`` none of their words can be read in the file (:mod:`.spooled`).
    """

    def __init__(self, sidecars: Mapping[str, Sidecar], *, sealed: bool) -> None:
        self._spool: Spool[Sourced] = Spool(sealed=sealed)
        self._not = {cable for cable, one in sidecars.items() if one.reading or one.compared}

    def kept(self, cable: Cable, path: Path) -> Cable | InFile:
        """Return where a cable is in the file, or the cable."""
        if cable.reference_id not in self._not and is_alone(cable):
            return self._spool.add((cable, path))
        return cable

    def published(
        self,
        chosen: Mapping[str, tuple[Cable | InFile, Path]],
        in_memory: Iterable[Sourced],
        withheld: AbstractSet[str],
        redacted: Redactor,
    ) -> tuple[Spooled[Sourced], list[Redactions]]:
        """Return the published cables, by id, and what was made of each file that withholds.

        ``chosen`` are the cables by id, in that order; ``in_memory`` are those of them that the
        file has not, as they are read at last; ``withheld`` are ids of cables that withhold words.
        The cables of a source go together, for it is read anew without those words.
        """
        read = {cable.reference_id: (cable, path) for cable, path in in_memory}
        items: dict[str, InFile | Sourced] = {}
        by_path: dict[Path, list[str]] = {}
        for name, (one, path) in chosen.items():
            items[name] = one if isinstance(one, InFile) else read[name]
            by_path.setdefault(path, []).append(name)
        # Of a sidecar that is not understood its cable need not be there.
        made = [redacted(())]
        for path, names in by_path.items():
            if withheld.isdisjoint(names):
                continue
            made.append(redacted([self._loaded(items[name]) for name in names]))
            after = {cable.reference_id: cable for cable, _ in made[-1].cables}
            for name in names:
                new = after.get(name)
                if new is None:
                    del items[name]
                elif isinstance(items[name], InFile):
                    items[name] = self._spool.add((new, path))
                else:
                    items[name] = (new, path)
        return Spooled(tuple(items), tuple(items.values()), self._spool), made

    def _loaded(self, item: InFile | Sourced) -> Sourced:
        return self._spool.get(item) if isinstance(item, InFile) else item
