"""What an edition states of itself, read from its settings and releases alone.

The writers have a reading of their own; this one is here so that neither can hide a fault of the
other.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from cable_edition.core.late_methods import dataclass
from cable_edition.core.proof.against import Against
from cable_edition.core.settings import EditionFile, Settings
from cable_edition.core.words import say

_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>[a-z-]{2,20})|publicdomain/zero)/"
    r"(?P<version>[0-9]\.[0-9])/?(?:deed\.[a-z-]{2,10})?"
)
_ORCID = re.compile(
    r"([^<>]*[^<>\s])\s*<\s*(?:https?://(?:www\.)?orcid\.org/|orcid:\s*)"
    r"([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])/?(?:[?#][^<>]*)?\s*>\s*",
    re.IGNORECASE,
)
_UNNAMED = "Cable Edition"
_RIGHTS = (
    "The texts of the cables are works of the United States government; no rights are claimed in "
    "them. The editorial matter is licensed under {licence}."
)


@dataclass(frozen=True, slots=True)
class Stated:
    """Title, version, publisher ... of an edition; what is not known is empty.

    ``base_url`` ends with a slash; ``doi`` has ``{id}`` in it where each cable has its own;
    ``version`` and ``released`` (an ISO date) are those of the newest release.
    """

    title: str
    version: str
    released: str
    publisher: str
    editors: str
    base_url: str
    doi: str
    licence: str
    rights: str
    abstract: str
    #: (name, ORCID or nothing) of the editors, where one of them has an ORCID.
    people: tuple[tuple[str, str], ...] = ()

    @property
    def responsible(self) -> str:
        """Who answers for the edition."""
        return self.editors or self.publisher or self.title

    def page(self, cable: str) -> str:
        """Return the address of a cable's page, relative where the edition knows none."""
        return f"{self.base_url}cables/{cable}.html"

    def doi_of(self, cable: str = "") -> str:
        """Return the DOI of a cable, or that of the edition where cables have none."""
        if "{id}" not in self.doi:
            return self.doi
        return self.doi.replace("{id}", cable) if cable else ""


def stated_by(against: Against) -> Stated:
    """Return what the settings and the newest release of an edition say."""
    settings = against.settings
    old = {} if against.file.path else _citation(against.file)
    newest = against.edition.releases.declared.newest
    people = [_person(words) for words in settings.editors]
    editors = "; ".join(name for name, _ in people)
    base = (settings.base_url or str(old.get("url") or "")).rstrip("/")
    return Stated(
        title=settings.title or str(old.get("title") or _UNNAMED),
        version=newest.version if newest else "",
        released=newest.date if newest else "",
        publisher=settings.publisher or editors or _authors(old.get("authors")),
        editors=editors,
        base_url=f"{base}/" if base else "",
        doi=settings.doi or str(old.get("doi") or ""),
        licence=settings.licence,
        people=tuple(people) if any(orcid for _, orcid in people) else (),
        rights=settings.rights or _rights(settings.licence),
        abstract=settings.abstract or " ".join(str(old.get("abstract") or "").split()),
    )


def _person(words: str) -> tuple[str, str]:
    """Return name and ORCID of an editor; the settings have no wrong one."""
    found = _ORCID.fullmatch(words)
    return (found[1].strip(), f"https://orcid.org/{found[2].upper()}") if found else (words, "")


def licence_name(licence: str) -> str:
    """Return what people call a licence; one that is not known, by its address."""
    found = _COMMONS.fullmatch(licence)
    if not found:
        return licence
    kind = found["kind"]
    return f"CC {kind.upper()} {found['version']}" if kind else f"CC0 {found['version']}"


def rights_said(settings: Settings) -> str:
    """Return the rights as books say them, in the language of the edition."""
    return settings.rights or say(_RIGHTS, licence=licence_name(settings.licence))


def _rights(licence: str) -> str:
    return _RIGHTS.format(licence=licence_name(licence))


def _citation(file: EditionFile) -> dict[str, Any]:
    """Read ``CITATION.cff``, which an edition without settings may have."""
    try:
        found = yaml.safe_load((file.sources.parent / "CITATION.cff").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def _authors(authors: object) -> str:
    names = []
    for one in authors if isinstance(authors, list) else []:
        if isinstance(one, dict):
            parts = (one.get("given-names"), one.get("family-names"))
            names.append(str(one.get("name") or " ".join(str(part) for part in parts if part)))
    return "; ".join(name for name in names if name)
