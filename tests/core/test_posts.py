"""Names of posts: as a person writes them, and all writings that mean the same one."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.ids import canonical_id, canonical_post
from cable_edition.core.cable.posts import known_post, post_name, post_table, squeezed


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("NEWDELHI", "New Delhi"),
        ("USEUBRUSSELS", "USEU Brussels"),
        ("USUNNEWYORK", "USUN New York"),
        ("PORTAUPRINCE", "Port-au-Prince"),
        ("DARESSALAAM", "Dar es Salaam"),
        ("STPETERSBURG", "St. Petersburg"),
        ("NDJAMENA", "N'Djamena"),
        ("QUITO", "Quito"),
        ("ATLANTIS", "Atlantis"),
    ],
)
def test_name_of_a_post_reads_as_a_person_writes_it(code: str, name: str) -> None:
    assert post_name(code) == name


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SANTIAG0", "SANTIAGO"),
        ("0TTAWA", "OTTAWA"),
        ("B0G0TA", "BOGOTA"),
        ("New Dehli", "NEWDELHI"),
        ("Rio de Janeiro", "RIODEJANEIRO"),
        ("AMEMBASSY TEGUC", "TEGUCIGALPA"),
        ("SECSTATE", "STATE"),
        ("Osaka Kobe", "OSAKAKOBE"),
        ("ATLANTIS", "ATLANTIS"),
    ],
)
def test_other_writings_lead_to_the_post(written: str, code: str) -> None:
    assert canonical_post(written) == code


def test_no_writing_means_two_posts() -> None:
    table = post_table()
    forms = [squeezed(form) for one in table.entries.values() for form in one.forms]
    assert len(forms) == len(set(forms))
    assert not set(forms) & set(table.entries)


def test_every_code_is_that_of_an_id() -> None:
    for code in post_table().entries:
        assert known_post(code) is not None
        assert canonical_id(2006, code, 1) == f"06{code}1"


def test_every_row_says_where_it_was_looked_up_or_that_it_was_not() -> None:
    sources = {entry.code: entry.source for entry in post_table().entries.values()}
    assert len(sources) == 325
    assert all(sources.values())
    assert sources["OTTAWA"] == "cable 05OTTAWA286"
    assert sources["QUITO"] == "none looked up"
