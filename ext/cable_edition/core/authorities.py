"""Authority ids: what a scheme's ids look like, and the one way in which the edition writes them.

An authority file says who is who for everybody: Wikidata, VIAF, the names of the Library of
Congress, the Gemeinsame Normdatei, GeoNames, ORCID. An id is taken as an address of the scheme
(``https://www.wikidata.org/wiki/Q42``) or as ``scheme:id`` (``wikidata:Q42``), and is written as
one address of https everywhere (``https://www.wikidata.org/entity/Q42``), which is what services
such as correspSearch look for.

The table is our own. ``idutils``, the library for such ids, knows neither LCNAF nor GeoNames, tries
no check digit of a GND number, takes any address that begins with ``https://viaf.org/viaf/``, and
bare words too: ``05TOKYO77`` is a ROR to it, ``S/CRS`` a handle. It stands beside the table in the
tests instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cable_edition.core.late_pattern import late

#: Longer words are no id, and are not looked at.
LONGEST = 200
_ANY_CASE = re.IGNORECASE | re.ASCII


class Scheme(NamedTuple):
    """An authority file: its key before a colon, its name, and how its ids are written.

    ``address`` begins the address of an id as the edition writes it. ``hosts`` finds an id in an
    address as others write it, without ``https://`` and ``www.``. ``form`` is that of the bare id,
    ``says`` the same in words, with an example from the scheme's documentation. ``digits_fit``
    tries the check digit where the scheme has one.
    """

    key: str
    name: str
    address: str
    hosts: re.Pattern[str]
    form: re.Pattern[str]
    says: str
    digits_fit: Callable[[str], bool] = lambda _: True


class AuthorityId(NamedTuple):
    """An id of a scheme."""

    scheme: Scheme
    id: str

    @property
    def address(self) -> str:
        """The address of what the id names, as the edition writes it."""
        return self.scheme.address + self.id

    @property
    def short(self) -> str:
        """The id as ``scheme:id``."""
        return f"{self.scheme.key}:{self.id}"

    @property
    def named(self) -> str:
        """The id behind the name of its scheme: ``Wikidata (Q42)``."""
        return f"{self.scheme.name} ({self.id})"


def _value(mark: str) -> int:
    return 10 if mark == "X" else int(mark)


def _gnd_fits(number: str) -> bool:
    """Whether the last digit of a GND number fits.

    Each digit but the last is weighted from the right, by 2, 3 and so on. In numbers of the former
    subject headings (``4079154-3``) the rest of the sum by 11 is the check digit; in those of
    people, and all of nine and ten digits that begin with 1, check digit and sum together are a
    multiple of 11. So it is with each of the 204,467 numbers that the list of GND subjects of
    invenio-subjects-gnd 2022.6.28 has. Numbers of the former file of corporate bodies, of titles
    and others are of no list that was seen, so their last digit is not tried.
    """
    body, last = number[:-1].rstrip("-"), _value(number[-1])
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(body), 2))
    if "-" in number:
        return number[0] not in "47" or len(body) != 7 or total % 11 == last
    return number[0] != "1" or (total + last) % 11 == 0


def _orcid_fits(number: str) -> bool:
    """Whether the last digit fits by ISO 7064, MOD 11-2, as ORCID's documentation tells."""
    digits = number.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return (12 - total % 11) % 11 == _value(digits[-1])


#: Each scheme with the source of its form.
SCHEMES: dict[str, Scheme] = {
    one.key: one
    for one in (
        # https://www.wikidata.org/wiki/Wikidata:Identifiers
        Scheme(
            "wikidata",
            "Wikidata",
            "https://www.wikidata.org/entity/",
            late(r"(?:m\.)?wikidata\.org/(?:wiki|entity)/(Q[0-9]+)", _ANY_CASE),
            late(r"Q[1-9][0-9]{0,15}"),
            "a Q and a number: wikidata:Q42",
        ),
        # The form of https://www.wikidata.org/wiki/Property:P214.
        Scheme(
            "viaf",
            "VIAF",
            "https://viaf.org/viaf/",
            late(r"viaf\.org/(?:en/)?viaf/([^/]+)/?", _ANY_CASE),
            late(r"[1-9][0-9](?:[0-9]{0,7}|[0-9]{17,20})"),
            "2 to 9 or 19 to 22 digits: viaf:75121530",
        ),
        # https://www.loc.gov/marc/lccn-namespace.html, for the prefixes of name authorities.
        Scheme(
            "lcnaf",
            "Library of Congress",
            "https://id.loc.gov/authorities/names/",
            late(r"id\.loc\.gov/authorities/names/([^/.]+)(?:\.html)?", _ANY_CASE),
            late(r"n[a-z]?(?:[0-9]{2}|20[0-9]{2})[0-9]{6}"),
            "n, perhaps one more letter, and 8 or 10 digits, without blanks: lcnaf:n79021164",
        ),
        # The form of https://www.wikidata.org/wiki/Property:P227.
        Scheme(
            "gnd",
            "GND",
            "https://d-nb.info/gnd/",
            late(r"d-nb\.info/gnd/([^/]+)/?", _ANY_CASE),
            late(
                r"1[0-9]?[0-9]{7}[0-9X]|3[0-9]{7}[0-9X]|[47][0-9]{6}-[0-9X]|[1-9][0-9]{0,7}-[0-9X]"
            ),
            "digits, perhaps with a hyphen, the last of which is a check digit: gnd:4079154-3",
            _gnd_fits,
        ),
        # https://www.geonames.org/ontology/documentation.html
        Scheme(
            "geonames",
            "GeoNames",
            "https://www.geonames.org/",
            late(r"(?:sws\.)?geonames\.org/([0-9]+)(?:/.*)?", _ANY_CASE),
            late(r"[1-9][0-9]{0,9}"),
            "a number: geonames:3020251",
        ),
        # https://support.orcid.org/hc/en-us/articles/360006897674
        Scheme(
            "orcid",
            "ORCID",
            "https://orcid.org/",
            late(r"orcid\.org/([^/]+)/?", _ANY_CASE),
            late(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"),
            "four groups of four digits, the last of which is a check digit: "
            "orcid:0000-0002-1825-0097",
            _orcid_fits,
        ),
    )
}
#: What a person, an organization or a post may be the same as.
OF_NAMES = ("wikidata", "viaf", "lcnaf", "gnd")
#: What a place may be the same as.
OF_PLACES = ("geonames", *OF_NAMES)
#: What an editor may have.
OF_EDITORS = ("orcid",)

_WEB = late(r"https?://(?:www\.)?(?=.)", _ANY_CASE)
_SHORT = late(r"([A-Za-z]{2,20}):\s*(?!//)(\S+)")
#: Schemes whose ids have capitals, and the other.
_SMALL = {"lcnaf"}


def read_authority(words: str, allowed: tuple[str, ...] = tuple(SCHEMES)) -> AuthorityId | str:
    """Return the id that ``words`` are, or what is wrong with them and how to write it.

    ``allowed`` are the keys of the schemes that may stand there. What comes back as a text is a
    sentence without its first words: "is no address ...".
    """
    words = words.strip()
    if len(words) > LONGEST:
        return f"is too long for an id; write {_forms(allowed)}"
    found = _in_address(words) or _with_key(words)
    if found is None:
        return f"is no id that is known here; write {_forms(allowed)}, or the address"
    scheme, number = found
    number = number.lower() if scheme.key in _SMALL else number.upper()
    if scheme.key not in allowed:
        listed = ", ".join(SCHEMES[key].name for key in allowed)
        return f"is an id of {scheme.name}, which is not taken here; taken are those of {listed}"
    if not scheme.form.fullmatch(number):
        return f"is no id of {scheme.name}; it has {scheme.says}"
    if not scheme.digits_fit(number):
        return (
            f"is no id of {scheme.name}: the last digit does not fit those before it, so one is "
            "mistyped; copy it again"
        )
    return AuthorityId(scheme, number)


def pattern_of(allowed: tuple[str, ...]) -> str:
    """Return a pattern of all that :func:`read_authority` takes, for a schema, which has no flags.

    It says less: of an address it tells that it is one, and it tries no check digit.
    """
    short = "|".join(
        rf"{_in_any_case(key)}:\s*(?:{_in_any_case(SCHEMES[key].form.pattern)})" for key in allowed
    )
    return rf"{_in_any_case('https?')}://[\s\S]+|{short}"


def _in_any_case(pattern: str) -> str:
    """Return the pattern of a form or a key with both cases of each letter."""
    made = re.sub(r"\[[^\]]*\]|[A-Za-z]", lambda found: _both_cases(found[0]), pattern)
    # The sign of kelvin is a k in small letters.
    return made.replace("[a-zA-Z]", r"[a-zA-Z\u212a]")


def _both_cases(part: str) -> str:
    if part == "[a-z]":
        return "[a-zA-Z]"
    if part.startswith("["):
        return part.replace("X", "Xx")
    return f"[{part.upper()}{part.lower()}]"


def authority_of(address: str) -> AuthorityId:
    """Return the id that an address of ours is of: one that an entry or an editor has."""
    found = read_authority(address)
    if isinstance(found, str):
        raise ValueError(f"{address} {found}")  # noqa: TRY004
    return found


def _in_address(words: str) -> tuple[Scheme, str] | None:
    words = re.split(r"[?#]", words, maxsplit=1)[0]
    begin = _WEB.match(words)
    if begin is None:
        return None
    for scheme in SCHEMES.values():
        if found := scheme.hosts.fullmatch(words, begin.end()):
            return scheme, found[1]
    return None


def _with_key(words: str) -> tuple[Scheme, str] | None:
    found = _SHORT.fullmatch(words)
    scheme = SCHEMES.get(found[1].lower()) if found else None
    return (scheme, found[2]) if found and scheme else None


def _forms(allowed: tuple[str, ...]) -> str:
    examples = [SCHEMES[key].says.rpartition(": ")[2] for key in allowed]
    *first, last = examples
    return f"it like {', '.join(first)} or {last}" if first else f"it like {last}"
