"""The witnesses as TEI: valid, proved, and read by teiphy as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from cable_edition.core.collation.parallel import parallel_rows, reading_of
from cable_edition.core.collation.units import Unit, units_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.collation_files import check_collations
from cable_edition.core.proof.data.stated import stated_by
from cable_edition.core.settings import EditionFile
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of
from tests.core.collation.test_apparatus import CABLE, released

TEI = "{http://www.tei-c.org/ns/1.0}"
COPIES = {
    "b": released(
        CABLE.replace("John Quillon said", "[(b)(6)] said").replace("on Monday that", "that")
    ),
    "c": CABLE.replace("Minister,s", "Minister's")
    .replace("QUILLON\n", "5. (C) Only & <here>.\n\nQUILLON\n")
    .replace("2. (SBU)", "2. (C)"),
    "d": CABLE.replace("said on Monday", "told us on Tuesday").replace("4. (U) The", "4. (U) An"),
}
SIDECAR = "witnesses:\n" + "".join(
    f"  - {{siglum: {one.upper()}, file: {one}.txt, kind: leak, body: A & B, obtained: Found.}}\n"
    for one in COPIES
)


@pytest.fixture
def compared(tmp_path: Path) -> Edition:
    sources, registers = tmp_path / "source_cables", tmp_path / "registers"
    sources.mkdir()
    registers.mkdir()
    (sources / "06LONDON77.txt").write_text(CABLE, "utf-8")
    for name, text in COPIES.items():
        (sources / f"{name}.txt").write_text(text, "utf-8")
    (sources / "06LONDON77.yaml").write_text(SIDECAR, "utf-8")
    edition = assemble(sources, registers)
    assert {one.code for one in edition.problems} == {"source-new"}
    return edition


@pytest.fixture
def written(compared: Edition, tmp_path: Path) -> Path:
    DataFolder(tmp_path / "data", compared, info_of(EditionFile(tmp_path))).write(["tei"])
    return tmp_path / "data" / "collation" / "06LONDON77.xml"


def words_of(element: etree._Element, siglum: str) -> str:
    """Read a witness off the file, by the markup alone."""

    def parts(one: etree._Element) -> Iterator[str]:
        yield one.text or ""
        for child in one:
            if child.tag == f"{TEI}app" and child.get("type") == "words":
                for reading in child:
                    if f"#{siglum}" in (reading.get("wit") or "").split():
                        yield "".join(reading.itertext())
            yield child.tail or ""

    return " ".join("".join(parts(element)).split())


def test_each_witness_is_read_off_the_file(compared: Edition, written: Path) -> None:
    (cable,) = compared.cables
    passages = list(etree.parse(written).iter(f"{TEI}ab"))
    ids = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in passages]
    assert ids == [f"c-06LONDON77-{one.get('n')}" for one in passages]
    assert "c-06LONDON77-in-c-p5" in ids
    texts: dict[str, tuple[Unit, ...]] = {"A": units_of(cable.cable)}
    texts |= {one.siglum: one.units for one in cable.witnesses}
    assert set(texts) == {"A", "B", "C", "D"}
    for siglum, units in texts.items():
        said = [words for one in passages if (words := words_of(one, siglum))]
        assert said == [unit.words for unit in units if unit.words]


def test_rows_give_each_witness(compared: Edition) -> None:
    (cable,) = compared.cables
    rows = parallel_rows(units_of(cable.cable), cable.witnesses)

    def own(one: Witness) -> dict[str, str]:
        return dict(zip(one.apparatus.anchors, (u.words for u in one.units), strict=True))

    for witness in cable.witnesses:
        assert reading_of(rows, witness.siglum) == own(witness)
    assert "in-c-p5" in {row.anchor for row in rows}


def test_it_is_valid_and_names_its_witnesses(
    written: Path, schema: Callable[[str], etree.RelaxNG]
) -> None:
    tree = etree.parse(written)
    schema("tei_all.rng").assertValid(tree)
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    assert [one.get(xml_id) for one in tree.iter(f"{TEI}witness")] == ["A", "B", "C", "D"]
    excised = [one for one in tree.iter(f"{TEI}rdg") if one.get("type") == "excised"]
    assert [(one.get("n"), one.get("wit")) for one in excised] == [("(b)(6)", "#B")]


@pytest.mark.outputs
def test_teiphy_reads_every_place_of_variation(written: Path) -> None:
    import teiphy

    tree = etree.parse(written)
    read = teiphy.Collation(tree)
    assert [one.id for one in read.witnesses] == ["A", "B", "C", "D"]
    places = list(tree.iter(f"{TEI}app"))
    assert len(read.variation_units) == len(places) > 5
    for place, unit in zip(places, read.variation_units, strict=True):
        told = {
            siglum.removeprefix("#"): " ".join(one.text.split())
            for one in unit.readings
            for siglum in one.wits
        }
        marked = {
            siglum.removeprefix("#"): " ".join("".join(one.itertext()).split())
            for one in place
            for siglum in (one.get("wit") or "").split()
        }
        assert told == marked
        assert set(told) == {"A", "B", "C", "D"}


@pytest.mark.outputs
def test_what_two_witnesses_have_alike_is_one_reading_and_teiphy_makes_a_table(
    compared: Edition, tmp_path: Path
) -> None:
    import teiphy

    assert compared.cables
    said = COPIES["d"].replace("2. (SBU)", "2. (C)")
    for name in COPIES:
        (tmp_path / "source_cables" / f"{name}.txt").write_text(said, "utf-8")
    edition = assemble(tmp_path / "source_cables", tmp_path / "registers")
    DataFolder(tmp_path / "alike", edition, info_of(EditionFile(tmp_path))).write(["tei"])
    tree = etree.parse(tmp_path / "alike" / "collation" / "06LONDON77.xml")
    readings = list(tree.iter(f"{TEI}rdg"))
    assert {one.get("wit") for one in readings} == {"#B #C #D"}
    assert "(C)" in {one.text for one in readings}
    table = tmp_path / "table.csv"
    teiphy.Collation(tree).to_csv(table)
    assert len(table.read_text("utf-8").splitlines()) == 1 + 2 * len(readings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('type="excised"', 'type="changed"'),
        ('n="(b)(6)"', 'n="(b)(1)"'),
        ("Only &amp; &lt;here&gt;", "Only there"),
        ('wit="#B"', 'wit="#D"'),
        ("<body>", "<body><!-- x -->"),
        ("leak, A &amp; B", "print, A &amp; B"),
        ('n="in-c-p5"', 'n="in-c-p6"'),
    ],
)
def test_a_change_is_told(
    compared: Edition, written: Path, tmp_path: Path, old: str, new: str
) -> None:
    against = Against(compared, EditionFile(tmp_path), tmp_path)
    folder = written.parents[1]
    assert list(check_collations(folder, against, stated_by(against))) == []
    text = written.read_text("utf-8")
    assert old in text
    written.write_text(text.replace(old, new, 1), "utf-8")
    assert list(check_collations(folder, against, stated_by(against)))
