"""What an edition says of itself: title, version, publisher, addresses, licences.

``CITATION.cff`` beside the sources is where an edition states it once, for the citation tools of
the repository and for the exports alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from cable_edition.core.releases.declared import Release

#: The licence of the editorial matter, and what holds for the words of the cables.
EDITORIAL_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TEXT_STATEMENT = (
    "The texts of the cables are works of the United States government; no rights are claimed in "
    "them. The editorial matter is licensed under CC BY 4.0."
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """An edition as a publication. ``base_url`` ends with a slash; what is not known is empty.

    ``doi`` stands without its resolver; with ``{id}`` in it, it is that of each cable.
    ``released`` is the ISO date of this version.
    """

    title: str = "Cable Edition"
    version: str = ""
    publisher: str = ""
    base_url: str = ""
    doi: str = ""
    released: str = ""
    licence: str = EDITORIAL_LICENCE
    abstract: str = ""

    def address(self, path: str = "") -> str:
        """Return the address of a page or file, relative where no base URL is known."""
        return f"{self.base_url}{path}"

    def of_releases(self, releases: Sequence[Release]) -> EditionInfo:
        """Return the same with the date at which this version was released, if it is known."""
        dates = [one.date for one in releases if one.version == self.version]
        return self.with_(released=self.released or (dates[0] if dates else ""))

    def doi_of(self, cable: str = "") -> str:
        """Return the DOI of a cable, or that of the edition where cables have none of their own."""
        if "{id}" in self.doi:
            return self.doi.replace("{id}", cable) if cable else ""
        return self.doi

    def with_(
        self,
        *,
        title: str = "",
        version: str = "",
        publisher: str = "",
        base_url: str = "",
        doi: str = "",
        released: str = "",
    ) -> EditionInfo:
        """Return the same with other words wherever one is given."""
        return replace(
            self,
            title=title or self.title,
            version=version or self.version,
            publisher=publisher or self.publisher,
            base_url=base_url or self.base_url,
            doi=doi or self.doi,
            released=released or self.released,
        )


def slashed(url: str) -> str:
    """Return an address with one slash at its end; empty stays empty."""
    return f"{url.rstrip('/')}/" if url else ""


def info_beside(sources: Path) -> EditionInfo:
    """Read the ``CITATION.cff`` that stands beside a folder of sources."""
    return read_info(sources.resolve().parent / "CITATION.cff")


def read_info(citation: Path) -> EditionInfo:
    """Read ``CITATION.cff``; what it does not say, or says in no readable way, stays empty."""
    try:
        data: Any = yaml.safe_load(citation.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        data = None
    if not isinstance(data, dict):
        return EditionInfo()
    released = str(data.get("date-released") or "")
    return EditionInfo(
        title=str(data.get("title") or "Cable Edition"),
        version=str(data.get("version") or ""),
        publisher="; ".join(_names(data.get("authors"))),
        base_url=slashed(str(data.get("url") or "")),
        doi=str(data.get("doi") or ""),
        released=released if _DATE.fullmatch(released) else "",
        abstract=" ".join(str(data.get("abstract") or "").split()),
    )


def _names(authors: Any) -> list[str]:
    names = []
    for author in authors if isinstance(authors, list) else []:
        if isinstance(author, dict):
            person = " ".join(
                str(author[key]) for key in ("given-names", "family-names") if author.get(key)
            )
            names.append(str(author.get("name") or person))
    return [name for name in names if name]
