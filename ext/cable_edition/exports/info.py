"""What an edition says of itself: title, version, publisher, addresses, licences.

It comes from ``edition.toml``, and version and date from the newest release. An edition without
that file may say title, authors, abstract, address and DOI in ``CITATION.cff``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import Declared
from cable_edition.core.settings import EditionFile, Settings
from cable_edition.core.settings.editors import Editor
from cable_edition.core.settings.forms import slashed
from cable_edition.core.words import marked, say

_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]{2,20})|publicdomain/(zero))/"
    r"([0-9]\.[0-9])/?(?:deed\.[a-z-]{2,10})?"
)


def licence_name(address: str) -> str:
    """Return what a licence is called: ``CC BY 4.0``; one that is not known, by its address."""
    found = _COMMONS.fullmatch(address)
    if found is None:
        return address
    return f"CC {found[1].upper()} {found[3]}" if found[1] else f"CC0 {found[3]}"


_RIGHTS = marked(
    "The texts of the cables are works of the United States government; no rights are claimed in "
    "them. The editorial matter is licensed under {licence}."
)


def rights_of(settings: Settings) -> str:
    """Return what holds for the words of the cables, and for the editorial matter, for data."""
    return settings.rights or _RIGHTS.format(licence=licence_name(settings.licence))


def rights_said(settings: Settings) -> str:
    """Return the same as books say it, in the language of the edition."""
    return settings.rights or say(_RIGHTS, licence=licence_name(settings.licence))


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """An edition as a publication. ``base_url`` ends with a slash; what is not known is empty.

    ``doi`` stands without its resolver; with ``{id}`` in it, it is that of each cable.
    ``version`` and ``released``, its ISO date, are those of the newest release.
    """

    title: str = "Cable Edition"
    version: str = ""
    publisher: str = ""
    base_url: str = ""
    doi: str = ""
    released: str = ""
    licence: str = Settings().licence
    rights: str = rights_of(Settings())
    abstract: str = ""
    editors: str = ""
    #: The editors one by one, where one of them has an ORCID; else they are a line of names.
    people: tuple[Editor, ...] = ()
    #: How many entries stand on a page of a register, which tells the page of each.
    entries_per_page: int = Settings().limits.entries_per_page

    @property
    def responsible(self) -> str:
        """Who answers for the edition: the editors, or else the publisher, or its title."""
        return self.editors or self.publisher or self.title

    def address(self, path: str = "") -> str:
        """Return the address of a page or file, relative where no base URL is known."""
        return f"{self.base_url}{path}"

    @property
    def identified(self) -> list[dict[str, str]]:
        """The editors who have an ORCID, as nodes of schema.org."""
        return [
            {"@id": one.orcid, "@type": "Person", "name": one.name}
            for one in self.people
            if one.orcid
        ]

    def of_releases(self, declared: Declared) -> EditionInfo:
        """Return the same with version and date of the newest release, if there is one."""
        newest = declared.newest
        return replace(self, version=newest.version, released=newest.date) if newest else self

    def doi_of(self, cable: str = "") -> str:
        """Return the DOI of a cable, or that of the edition where cables have none of their own."""
        if "{id}" in self.doi:
            return self.doi.replace("{id}", cable) if cable else ""
        return self.doi


def info_of(file: EditionFile) -> EditionInfo:
    """Return what the settings of an edition say of it; version and date are left to releases."""
    settings = file.settings
    people = settings.named_editors
    editors = "; ".join(one.name for one in people)
    before = EditionInfo() if file.path else read_info(file.sources.parent / "CITATION.cff")
    return replace(
        before,
        title=settings.title or before.title,
        publisher=settings.publisher or editors or before.publisher,
        editors=editors,
        people=people if any(one.orcid for one in people) else (),
        entries_per_page=settings.limits.entries_per_page,
        base_url=slashed(settings.base_url) or before.base_url,
        doi=settings.doi or before.doi,
        licence=settings.licence,
        rights=rights_of(settings),
        abstract=settings.abstract or before.abstract,
    )


def read_info(citation: Path) -> EditionInfo:
    """Read ``CITATION.cff``; what it does not say, or says in no readable way, stays empty."""
    data = _citation_data(citation)
    if data is None:
        return EditionInfo()
    return EditionInfo(
        title=str(data.get("title") or EditionInfo().title),
        publisher="; ".join(_names(data.get("authors"))),
        base_url=slashed(str(data.get("url") or "")),
        doi=str(data.get("doi") or ""),
        abstract=" ".join(str(data.get("abstract") or "").split()),
    )


def check_citation(citation: Path, info: EditionInfo) -> list[Problem]:
    """Compare ``CITATION.cff`` with the release, where it is that of the edition.

    One that calls itself software (as those do without ``type``) has a version of its own.
    Problems: ``bad-setting``.
    """
    data = _citation_data(citation)
    if data is None or data.get("type") != "dataset" or not info.version:
        return []
    return [
        Problem(
            "bad-setting",
            f"`{key}` is {str(data[key])[:80]!r}, but the newest release has {said}; write that, "
            "or take the line out",
            str(citation),
        )
        for key, said in (("version", info.version), ("date-released", info.released))
        if key in data and str(data[key]) != said
    ]


def _citation_data(citation: Path) -> dict[str, Any] | None:
    try:
        data: Any = yaml.safe_load(citation.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return data if isinstance(data, dict) else None


def _names(authors: Any) -> list[str]:
    names = []
    for author in authors if isinstance(authors, list) else []:
        if isinstance(author, dict):
            person = " ".join(
                str(author[key]) for key in ("given-names", "family-names") if author.get(key)
            )
            names.append(str(author.get("name") or person))
    return [name for name in names if name]
