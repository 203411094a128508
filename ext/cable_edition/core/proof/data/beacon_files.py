"""The proof of ``beacon-SCHEME.txt``: each field, and a line for each id that an entry has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.stated import Stated, stated_by
from cable_edition.core.proof.site.known import placed_entries

#: The file that tells that linked data are there, which these go with.
_TELLS = "edition.jsonld"
#: Key of a scheme -> how the addresses of its ids begin, and what it is called.
_SCHEMES = {
    "geonames": ("https://www.geonames.org/", "GeoNames"),
    "wikidata": ("https://www.wikidata.org/entity/", "Wikidata"),
    "viaf": ("https://viaf.org/viaf/", "VIAF"),
    "lcnaf": ("https://id.loc.gov/authorities/names/", "Library of Congress"),
    "gnd": ("https://d-nb.info/gnd/", "GND"),
}


def beacon_names(against: Against, stated: Stated | None = None) -> list[str]:
    """Return the files that an edition has, in the order of the authority files.

    ``stated`` is what it states of itself, if that is not in its settings alone.
    """
    there = _expected(against, stated or stated_by(against))
    return [name for key in _SCHEMES if (name := f"beacon-{key}.txt") in there]


def check_beacons(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the files; all must be there where linked data are."""
    for name, expected in _expected(against, stated).items():
        path = folder / name
        if not path.is_file():
            if (folder / _TELLS).exists():
                yield missing(path)
            continue
        try:
            found = path.read_bytes().decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            yield unreadable(path, error)
            continue
        for number, (right, there) in enumerate(zip_longest(expected, found), 1):
            if right != there:
                what = f"it has {_shown(there)}, and the edition {_shown(right)}"
                yield field_problem(path, "", Difference(f"line {number}", "", what))


def _shown(line: str | None) -> str:
    return "no such line" if line is None else f"«{line[:120]}»"


def _expected(against: Against, stated: Stated) -> dict[str, list[str]]:
    """Return the lines of each file; the last is empty, for the line before it has an end."""
    if not stated.base_url:
        return {}
    rows: dict[str, set[tuple[str, ...]]] = {}
    for placed in placed_entries(against.edition, against.settings.limits.entries_per_page):
        page, _, anchor = placed.address.partition("#")
        own = getattr(placed.entry, "same_as", ())
        for address in (*own, *getattr(placed.entry, "place_same_as", ())):
            key = next(key for key, (at, _) in _SCHEMES.items() if address.startswith(at))
            name = fold(visible(placed.entry.name).replace("|", " "))
            target = f"{stated.base_url}{page}.html#{anchor}"
            rows.setdefault(key, set()).add((address[len(_SCHEMES[key][0]) :], name, target))
    found = {}
    for key, links in rows.items():
        file = f"beacon-{key}.txt"
        lines = [f"#{field}: {value}" for field, value in _fields(key, file, stated) if value]
        found[file] = [*lines, "", *("|".join(link) for link in sorted(links)), ""]
    return found


def _fields(key: str, file: str, stated: Stated) -> Iterator[tuple[str, str]]:
    begin, name = _SCHEMES[key]
    yield "FORMAT", "BEACON"
    yield "PREFIX", begin
    yield "TARGET", "{+ID}"
    yield "NAME", fold(visible(stated.title))
    about = f"People, organizations, posts and towns of diplomatic cables, by {name}"
    yield "DESCRIPTION", about
    yield "CREATOR", fold(visible(stated.responsible))
    yield "INSTITUTION", fold(visible(stated.publisher))
    yield "HOMEPAGE", stated.base_url
    yield "FEED", f"{stated.base_url}data/{file}"
    yield "TIMESTAMP", stated.released
