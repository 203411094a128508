from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.registers.tag_table import known_codes, lookup


def test_name_as_in_the_handbook_is_verified() -> None:
    tag = lookup("PGOV")
    assert tag is not None
    assert (tag.name, tag.kind, tag.status) == (
        "Internal Governmental Affairs",
        "subject",
        "verified",
    )


def test_secondary_wording_is_not_verified() -> None:
    tag = lookup("CA")
    assert tag is not None
    assert (tag.name, tag.kind, tag.status) == ("Canada", "geographic", "unverified")


def test_name_that_nobody_saw_stays_empty() -> None:
    tag = lookup("KCRS")
    assert tag is not None
    assert (tag.name, tag.kind) == ("", "program")
    assert "not seen" in tag.tip


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("CM", "geographic", "Cameroon"),
        ("JM", "geographic", "Jamaica"),
        ("IV", "geographic", "Cote d'Ivoire"),
        ("GV", "geographic", "Guinea"),
        ("XY", "geographic", ""),
        ("EUN", "organization", "European Union"),
        ("UN", "organization", "United Nations"),
        ("OECD", "organization", "Organization for Economic Cooperation and Development"),
    ],
)
def test_rare_code_is_known(code: str, kind: str, name: str) -> None:
    tag = lookup(code)
    assert tag is not None
    assert (tag.kind, tag.name) == (kind, name)


def test_unknown_code_is_none() -> None:
    assert lookup("START") is None
    assert lookup("") is None


def test_every_row_names_its_source_once() -> None:
    assert len(known_codes()) == len(set(known_codes())) == 381
    for code in known_codes():
        tag = lookup(code)
        assert tag is not None
        assert all(source for s in tag.statements for source in s.sources)
        assert tag.tip


def test_a_name_for_which_nothing_was_looked_up_says_so() -> None:
    tag = lookup("CM")
    assert tag is not None
    (statement,) = tag.statements
    assert statement.status == "unverified"
    assert "no source was looked up" in statement.text
    assert statement.sources[0].startswith("none looked up")


def test_the_guide_names_the_codes_without_a_name() -> None:
    guide = Path("docs/editors/registers.md").read_text("utf-8")
    named = guide.partition("`core/data/tags.tsv`")[2].partition("\n## ")[0]
    without = {code for code in known_codes() if (tag := lookup(code)) and not tag.name}
    assert {word for word in named.split("`")[1::2] if word.isupper()} == without
