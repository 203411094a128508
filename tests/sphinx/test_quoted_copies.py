"""The index of quotations of a site with other witnesses, as `verify` proves it."""

from __future__ import annotations

import json

from cable_edition.core.proof.verify import verify_build

from .conftest import TinyEdition, cable_text, warnings_of

BASE = cable_text(
    paragraphs=(
        "(C) Jane Roe spoke of a crane: A. one for the quay; B. two for the mole.",
        "(SBU) Two firms sent drawings.",
    )
)
COPY = BASE.replace("Two firms", "Three old firms").replace("a crane", "Zebedee Quux's crane")
SIDECAR = """\
witnesses:
  - {siglum: B, file: copy.txt, kind: release}
redactions:
  - {name: Zebedee Quux, reason: At risk., date: 2026-11-23}
"""


def test_the_index_has_the_words_of_copies_and_none_that_are_withheld(edition: TinyEdition) -> None:
    edition.add(text=BASE)
    copy = COPY.replace("2. (SBU)", "2. (SBU) New words stand here.\n\n3. (SBU)")
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR, "utf-8")
    assert warnings_of(edition.build()) == ""
    assert verify_build(edition.html, edition.sources)[1] == []
    page = edition.page("cables/05OTTAWA1")
    folder = edition.html / "_quotations"
    path = folder / "w-0.js"
    text = path.read_text("utf-8")
    ((siglum, passages),) = json.loads(text.split(",", 1)[1].removesuffix(");\n"))
    assert siglum == "B"
    said = dict(passages)
    # One word of the page is left out, two are put in, the others kept.
    assert [-1, "Three old"] in said.values()
    assert "Quux" not in text
    for anchor, words in passages:
        # Each address to which an answer can lead is there.
        if anchor and not isinstance(words, int):
            at = anchor if anchor.startswith("in-") else f"beside-b-{anchor}"
            assert f'id="{at}"' in page
    for name, old, new in (
        ("w-0.js", "Three old", "Three new"),
        ("w-0.js", '[-1,"Three old"]', '[-2,"Three old"]'),
        ("w-0.js", '[-1,"Three old"]', '[-99,"Three old"]'),
        ("w-0.js", '[-1,"Three old"]', '["Three old"]'),
        ("w-0.js", '[-1,"Three old"]', "0"),
        ("w-0.js", '[-1,"Three old"]', "{}"),
        ("w-0.js", '"B"', '"C"'),
        ("index.js", '"copied":[0]', '"copied":[]'),
        ("c-0.js", ",{}]", ',{"":"1.0.0"}]'),
    ):
        file = folder / name
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new, 1), "utf-8")
        assert verify_build(edition.html, edition.sources)[1] != []
        file.write_text(before, "utf-8")
    path.unlink()
    assert verify_build(edition.html, edition.sources)[1] != []


def test_addressees_that_only_a_copy_has_are_quoted_and_its_date_is_not(
    edition: TinyEdition,
) -> None:
    # A release often has no header, and the leak beside it has one.
    edition.add(text=BASE)
    header = "P 031405Z MAY 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\nINFO AMEMBASSY ROME\n"
    copy = header + BASE.replace("Two firms", "Three firms")
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR.partition("redactions")[0], "utf-8")
    assert warnings_of(edition.build()) == ""
    page = edition.page("cables/05OTTAWA1")
    assert 'id="in-b-to"' in page
    assert "Only in B, TO addressees" in page
    assert ">TO addressees of B<" in page
    words = (edition.html / "_quotations" / "w-0.js").read_text("utf-8")
    assert '["p2",[-1,"Three"]]' in words
    assert '["in-b-to","SECSTATE WASHDC"]' in words
    assert "2005-05-03" not in words
    assert verify_build(edition.html, edition.sources)[1] == []
    file = edition.html / "_quotations" / "w-0.js"
    file.write_text(words.replace('["in-b-to","SECSTATE WASHDC"],', "", 1), "utf-8")
    assert verify_build(edition.html, edition.sources)[1] != []


def test_addressees_that_a_copy_has_otherwise_lead_to_the_witnesses(edition: TinyEdition) -> None:
    """On the page they have no address of their own, for the base text has some too."""
    header = "P 031405Z MAY 05\nFM AMEMBASSY OTTAWA\nTO SECSTATE WASHDC\n"
    edition.add(text=header + BASE)
    copy = header.replace("SECSTATE WASHDC", "AMEMBASSY ROME") + BASE
    (edition.sources / "copy.txt").write_text(copy, "utf-8")
    (edition.sources / "05OTTAWA1.yaml").write_text(SIDECAR.partition("redactions")[0], "utf-8")
    assert warnings_of(edition.build()) == ""
    words = (edition.html / "_quotations" / "w-0.js").read_text("utf-8")
    assert '"ROME"' in words
    assert '"to"' not in words
    assert 'id="witnesses"' in edition.page("cables/05OTTAWA1")
    assert verify_build(edition.html, edition.sources)[1] == []
