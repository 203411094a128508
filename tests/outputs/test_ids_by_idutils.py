"""Our forms of authority ids beside those of ``idutils``, where that library knows the scheme.

The ids are examples of the schemes' own documentation, and of the tests of the library.
"""

from __future__ import annotations

import pytest

from cable_edition.core.authorities import AuthorityId, read_authority

pytestmark = pytest.mark.outputs

#: Ids as people write them, with the scheme that both must see in them.
RIGHT = (
    ("wikidata", "Q42"),
    ("wikidata", "Q4115189"),
    ("viaf", "75121530"),
    ("viaf", "12345678901234567890"),
    ("gnd", "118604740"),
    ("gnd", "118540238"),
    ("gnd", "4079154-3"),
    ("gnd", "4005728-8"),
    ("orcid", "0000-0002-1825-0097"),
    ("orcid", "0000-0001-5109-3700"),
    ("orcid", "0000-0002-1694-233X"),
)
#: What stands in cables, and the scheme for which the library takes it.
OF_CABLES = (
    ("05TOKYO77", "ror"),
    ("S/CRS", "handle"),
    ("06ROME2190", ""),
    ("05OTTAWA286", ""),
    ("R 282135Z JAN 05", ""),
    ("20050128", "pmid"),
)


def ours(words: str) -> AuthorityId | None:
    found = read_authority(words)
    return found if isinstance(found, AuthorityId) else None


@pytest.mark.parametrize(("scheme", "number"), RIGHT)
def test_both_take_an_id(scheme: str, number: str) -> None:
    from idutils import normalizers, validators

    found = ours(f"{scheme}:{number}")
    assert found is not None
    # Asked what it is, the library calls the number of VIAF an ISSN.
    assert getattr(validators, f"is_{scheme}")(number)
    # The address that the library would write is the same, but for http and the page of a wiki.
    address = normalizers.to_url(number, scheme, url_scheme="https")
    if address:
        assert ours(address) == found


@pytest.mark.parametrize(("scheme", "number"), RIGHT)
def test_neither_takes_another_last_digit_of_an_orcid(scheme: str, number: str) -> None:
    from idutils import validators

    for digit in "0123456789X":
        other = number[:-1] + digit
        if scheme == "orcid":
            assert bool(validators.is_orcid(other)) == (ours(f"orcid:{other}") is not None)
        elif scheme == "gnd" and number[-1] != digit:
            # The library tries no check digit, and we do.
            assert ours(f"gnd:{other}") is None


@pytest.mark.parametrize(("words", "taken_for"), OF_CABLES)
def test_the_library_takes_words_of_cables_for_ids_and_we_do_not(
    words: str, taken_for: str
) -> None:
    from idutils import detectors

    schemes = detectors.detect_identifier_schemes(words)
    assert (taken_for in schemes) if taken_for else schemes == []
    assert ours(words) is None


def test_the_library_knows_no_lcnaf_and_no_geonames() -> None:
    from idutils import schemes

    known = {name for name, _ in schemes.IDUTILS_PID_SCHEMES}
    assert {"wikidata", "viaf", "gnd", "orcid"} <= known
    assert known.isdisjoint({"lcnaf", "lccn", "geonames"})


@pytest.mark.parametrize("words", ["https://viaf.org/viaf/", "https://viaf.org/viaf/S/CRS"])
def test_the_library_takes_any_address_of_viaf(words: str) -> None:
    from idutils import validators

    assert validators.is_viaf(words)
    assert ours(words) is None


@pytest.mark.parametrize("words", ["118604740 and more", "11860474012345678901"])
def test_the_library_takes_what_begins_like_a_gnd_number(words: str) -> None:
    from idutils import validators

    assert validators.is_gnd(words)
    assert ours(f"gnd:{words}") is None
