"""BEACON files: for each authority file, which of its ids the edition has an entry for.

Services for libraries and historians gather such files, and lead from their page of a person to
ours. One file a scheme, after the draft of the BEACON link dump format
(https://gbv.github.io/beaconspec/beacon.html): fields behind ``#``, and a line for each link, which
is id, name and address, parted by bars. The address of an entry must hold anywhere, so an edition
that has none has no such file.
"""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.authorities import OF_PLACES, SCHEMES, AuthorityId, authority_of
from cable_edition.core.cable.fold import fold
from cable_edition.core.edition.model import Edition
from cable_edition.core.myst.escape import visible
from cable_edition.core.pages.anchors import EntryAt, place_entries
from cable_edition.core.registers.entries import Organization, Person, Post
from cable_edition.exports.info import EditionInfo

#: The names of all files that an edition may have, by the key of their scheme.
BEACON_FILES = {key: f"beacon-{key}.txt" for key in OF_PLACES}


def beacon_files(edition: Edition, info: EditionInfo) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file; none for a scheme of which no entry has an id."""
    if not info.base_url:
        return
    links: dict[str, set[tuple[str, str, str]]] = {key: set() for key in BEACON_FILES}
    for at in place_entries(edition.registers, info.entries_per_page).values():
        target = info.address(f"{at.docname}.html#{at.anchor}")
        for one in _ids(at):
            links[one.scheme.key].add((one.id, _token(at.entry.name), target))
    for key, name in BEACON_FILES.items():
        if links[key]:
            lines = ["|".join(link) for link in sorted(links[key])]
            yield name, "\n".join([*_fields(key, name, info), "", *lines]) + "\n"


def _ids(at: EntryAt) -> Iterator[AuthorityId]:
    entry = at.entry
    if isinstance(entry, Person | Organization | Post):
        yield from map(authority_of, entry.same_as)
    if isinstance(entry, Post):
        yield from map(authority_of, entry.place_same_as)


def _fields(key: str, name: str, info: EditionInfo) -> Iterator[str]:
    scheme = SCHEMES[key]
    described = {
        "FORMAT": "BEACON",
        "PREFIX": scheme.address,
        # The third part of a line is the whole address of an entry.
        "TARGET": "{+ID}",
        "NAME": info.title,
        "DESCRIPTION": f"People, organizations, posts and towns of diplomatic cables, by "
        f"{scheme.name}",
        "CREATOR": info.responsible,
        "INSTITUTION": info.publisher,
        "HOMEPAGE": info.base_url,
        "FEED": info.address(f"data/{name}"),
        "TIMESTAMP": info.released,
    }
    for field, value in described.items():
        if value:
            yield f"#{field}: {fold(visible(value))}"


def _token(words: str) -> str:
    """Return words as a part of a line, in which no bar can stand."""
    return fold(visible(words).replace("|", " "))
