"""Which releases of a cable are kept at an address, so that it can be read as it was."""

from __future__ import annotations

from cable_edition.core.releases.declared import Declared, Release


def mementos(declared: Declared) -> dict[str, tuple[Release, ...]]:
    """Return for each cable the releases that have it and are kept at an address, oldest first.

    A cable is in a release from the one that it was new in to the one before it was withdrawn, or
    redirected to another id.
    """
    found: dict[str, list[Release]] = {}
    present: set[str] = set()
    for release in reversed(declared.releases):
        for one in release.cables:
            if one.change in {"withdrawn", "redirected"}:
                present.discard(one.cable)
            else:
                present.add(one.cable)
        if release.address:
            for cable in present:
                found.setdefault(cable, []).append(release)
    return {cable: tuple(releases) for cable, releases in found.items()}
