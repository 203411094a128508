"""What the roles in one file can lead to, as far as the edition around the file tells at once.

Ids of cables come from the names of the sources, the places of a cable from that cable alone; only
what a role names is read. TAGS and posts are not judged, for any cable may bring them in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cable_edition.core.collation.apparatus import added_anchor
from cable_edition.core.edition.role_targets import RoleTargets, named_places, role_problems
from cable_edition.core.edition.wider import WHOLE, WIDER
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import RELEASES, Declared, read_releases
from cable_edition.core.releases.state import state_of_volume
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.lsp.desk import Desk


def roles_astray(
    desk: Desk, edition: EditionFile, written: Iterable[tuple[str, int, str]]
) -> Iterator[Problem]:
    """Yield a problem ``link-broken`` for each role in what editors wrote that leads nowhere.

    ``written`` has path, line and text of each piece. In a volume of a wider edition nothing is
    judged: what a role leads to may be in another.
    """
    texts = [one for one in written if "`" in one[2]]
    folder = edition.sources.resolve()
    if not texts or any((folder / name).exists() for name in (WIDER, WHOLE)):
        return
    yield from role_problems(texts, _targets(desk, edition), lambda path: desk.text(Path(path)))


def _targets(desk: Desk, edition: EditionFile) -> RoleTargets:
    folder = edition.sources.resolve()
    declared, _ = read_releases(folder, desk.unsaved(folder / RELEASES))
    # The lock of a large edition is long: only where a cable is gone does it say what that had.
    gone = declared.withdrawn or declared.redirects
    departed = state_of_volume(folder)[0].departed if gone else ()
    return RoleTargets(
        desk.registers(edition)[0],
        frozenset(desk.cable_ids(edition)),
        {one.cable: frozenset(one.anchors) for one in departed},
        lambda cable: _places(desk, edition, declared, cable),
        is_whole=False,
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """The anchors of a cable, with the beginnings of those of passages that other copies add."""

    known: frozenset[str]
    added: tuple[str, ...]

    def __contains__(self, anchor: object) -> bool:
        return anchor in self.known or (isinstance(anchor, str) and anchor.startswith(self.added))


def _places(desk: Desk, edition: EditionFile, declared: Declared, cable: str) -> _Places | None:
    """Return what a role may name of a cable; ``None`` where it cannot be read now."""
    path = desk.sidecar_of(edition, cable)
    published = desk.witness(edition, cable, path).published
    sidecar, _ = desk.sidecar(path)
    if published is None or sidecar is None:
        return None
    former = {one.anchor for one in declared.redirects if one.cable == cable}
    added = tuple(added_anchor(one.siglum, "") for one in sidecar.compared)
    return _Places(frozenset({*named_places(published), *former}), added)
