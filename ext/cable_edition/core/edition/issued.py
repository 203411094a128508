"""Since which release the words of a place stand as they do."""

from __future__ import annotations

from collections.abc import Mapping

from cable_edition.core.cable.places import issued_words
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.releases.record import parts_of
from cable_edition.core.releases.state import ReleaseState


def issued_since(releases: ReleaseState, one: EditedCable) -> dict[str, str]:
    """Return by anchor the first release from which on its source words have stood so.

    Under an empty anchor stands the release of the cable, which is that of each place not named. A
    place that no release has issued, or that reads otherwise since, has an empty text. Where words
    are withheld now and were not, the place is as the release that withheld them has it.
    """
    lock = releases.lock
    if lock is None:
        return {}
    found: dict[str, str] = {}
    for release in sorted(releases.declared.releases, key=lambda each: parts_of(each.version)):
        for change in release.cables:
            if change.cable != one.id or change.change in {"withdrawn", "redirected"}:
                continue
            if change.change == "new":
                found = {"": release.version}
            found |= dict.fromkeys(change.anchors, release.version)
    if not found:
        return {}
    issued = lock.anchors.get(one.id, {})
    now = issued_words(one.cable)
    now |= {row.anchor: row.witness for copy in one.witnesses for row in copy.added}
    for anchor, words in now.items():
        if issued.get(anchor) != lock.fingerprint(one.id, words):
            found[anchor] = ""
    return {anchor: version for anchor, version in found.items() if not anchor or anchor in now}


def stands_since(since: Mapping[str, str], first: str, last: str) -> str:
    """Return the first release in which both of two places, with their blocks, stand so."""
    if not since:
        return ""
    versions = []
    for place in dict.fromkeys((first or "subject", last or "subject")):
        of_place = [at for at in since if at and (at == place or at.startswith(f"{place}-"))]
        versions += [since[at] for at in of_place] if place in of_place else []
        versions += [since[at] for at in of_place if at != place]
        if place not in of_place:
            versions.append(since[""])
    return "" if "" in versions else max(versions, key=parts_of)
