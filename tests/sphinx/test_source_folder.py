"""What the folder of sources may hold: files in folders are read, what is no source is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.problems import Problem
from cable_edition.core.reading.sources import seal
from cable_edition.sphinx_ext.stopping import EditionError
from cable_edition.sphinx_ext.warnings import editors_path

from .conftest import TinyEdition, cable_text, warnings_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
#: A page with no text on it.
EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def read(edition: TinyEdition) -> tuple[list[str], list[Problem]]:
    found = assemble(edition.sources, edition.docs / "registers")
    return [one.id for one in found.cables], list(found.problems)


def outside(edition: TinyEdition) -> Path:
    path = edition.root / "elsewhere" / "secret.txt"
    path.parent.mkdir()
    path.write_text(cable_text(2, ("(S) Not for the edition.",)), "utf-8")
    return path


@pytest.mark.parametrize("link", ["a file", "a folder", "nothing", "a link", "in a folder", "up"])
def test_a_link_that_leads_out_is_refused(edition: TinyEdition, link: str) -> None:
    edition.add()
    secret = outside(edition)
    at = edition.sources / "05OTTAWA2.txt"
    if link == "a folder":
        at = edition.sources / "2005"
        at.symlink_to(secret.parent)
    elif link == "nothing":
        at.symlink_to(edition.root / "gone.txt")
    elif link == "a link":
        (edition.root / "second").symlink_to(secret)
        at.symlink_to(edition.root / "second")
    elif link == "in a folder":
        at = edition.sources / "2005" / "05OTTAWA2.txt"
        at.parent.mkdir()
        at.symlink_to(secret)
    elif link == "up":
        at.symlink_to("../elsewhere/secret.txt")
    else:
        at.symlink_to(secret)
    with pytest.raises(EditionError) as stopped:
        edition.build()
    (line,) = str(stopped.value).splitlines()
    assert line.endswith("[source-outside]")
    assert not (edition.docs / "cables").exists()
    assert read(edition)[0] == ["05OTTAWA1"]
    assert at.name not in seal(edition.sources)[0]


def test_a_link_that_stays_inside_is_followed_to_a_file(edition: TinyEdition) -> None:
    edition.add("first", cable_text(2))
    (edition.sources / "05OTTAWA2.txt").symlink_to("first.txt")
    (edition.sources / "again").symlink_to(".")
    ids, problems = read(edition)
    assert ids == ["05OTTAWA2"]
    assert "source-outside" not in {one.code for one in problems}


@pytest.mark.parametrize("folder", ["cables", "people", "cables/more", ".", "..", "../docs"])
def test_the_folder_of_the_pages_is_refused(edition: TinyEdition, folder: str) -> None:
    edition.add()
    edition.build()
    (edition.docs / folder).mkdir(parents=True, exist_ok=True)
    with pytest.raises(EditionError, match=r"cannot be the folder of sources: .*\[bad-setting\]"):
        edition.build(cable_sources=folder)


def test_a_folder_of_sources_among_the_documents_is_taken(edition: TinyEdition) -> None:
    edition.add()
    edition.sources.rename(edition.docs / "raw")
    assert warnings_of(edition.build(cable_sources="raw")) == ""
    assert "DICKSON" in edition.page("cables/05OTTAWA1")


def test_folders_are_read(edition: TinyEdition) -> None:
    edition.add()
    deep = edition.sources / "2005" / "may"
    deep.mkdir(parents=True)
    (deep / "05OTTAWA2.txt").write_text(cable_text(2), "utf-8")
    (deep / "05OTTAWA2.yaml").write_text(
        "notes:\n  - {at: p1, kind: inference, text: A note there., id: so}\n", "utf-8"
    )
    (edition.sources / ".git").mkdir()
    (edition.sources / ".git" / "05OTTAWA3.txt").write_text(cable_text(3), "utf-8")
    assert seal(edition.sources)[0] == ["05OTTAWA1.txt", "2005/may/05OTTAWA2.txt"]
    assert warnings_of(edition.build()) == ""
    assert "A note there." in edition.page("cables/05OTTAWA2")
    assert not (edition.html / "cables" / "05OTTAWA3.html").exists()
    (deep / "05OTTAWA2.txt").write_text(cable_text(2, ("(C) Changed.",)), "utf-8")
    with pytest.raises(EditionError, match=r"2005/may/05OTTAWA2\.txt: this source has changed"):
        edition.build()


def test_one_cable_in_two_folders_is_one_cable_too_many(edition: TinyEdition) -> None:
    for folder in ("a", "b"):
        (edition.sources / folder).mkdir()
        path = edition.sources / folder / "05OTTAWA1.txt"
        path.write_text(cable_text(paragraphs=(f"(C) Copy {folder}.",)), "utf-8")
    ids, problems = read(edition)
    assert ids == ["05OTTAWA1"]
    (problem,) = (one for one in problems if one.code == "duplicate-cable")
    assert "a/05OTTAWA1.txt, b/05OTTAWA1.txt" in problem.message
    (edition.sources / "05OTTAWA1.yaml").write_text("base: b/05OTTAWA1.txt\n", "utf-8")
    assert "duplicate-cable" not in {one.code for one in read(edition)[1]}
    edition.build()
    assert "Copy b." in edition.page("cables/05OTTAWA1")


def test_two_sidecars_of_one_cable_stop_the_build(edition: TinyEdition) -> None:
    edition.add()
    (edition.sources / "a").mkdir()
    for folder in (".", "a"):
        (edition.sources / folder / "05OTTAWA1.yaml").write_text("witnesses: [X]\n", "utf-8")
    with pytest.raises(EditionError, match=r"a/05OTTAWA1\.yaml.*\[sidecar-unread\]"):
        edition.build()


OTHERS = {
    "05OTTAWA2.png": PNG,
    "05OTTAWA3.pdf": EMPTY_PDF,
    "05OTTAWA4.pdf": b"%PDF-1.4\nbroken",
    "05OTTAWA5.zip": b"PK\x03\x04\x14\x00\x00\x00\x00\x00",
    "05OTTAWA6": bytes(range(32)) * 20,
    "scan.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" * 9,
}


def test_what_is_no_text_is_named_once_and_not_read(edition: TinyEdition) -> None:
    edition.add()
    for name, data in OTHERS.items():
        (edition.sources / name).write_bytes(data)
    told = warnings_of(edition.build())
    (line,) = told.splitlines()
    assert line.startswith("source_cables: NOTICE: ")
    assert all(line.count(name) == 1 for name in OTHERS)
    pages = {path.stem for path in (edition.html / "cables").glob("*.html")}
    assert pages == {"05OTTAWA1", "index"}


def test_a_scan_beside_its_text_is_no_second_copy(edition: TinyEdition) -> None:
    edition.add()
    (edition.sources / "05OTTAWA1.pdf").write_bytes(EMPTY_PDF)
    assert "duplicate-cable" not in {one.code for one in read(edition)[1]}


def test_many_files_are_told_in_one_line(edition: TinyEdition) -> None:
    for number in range(30):
        (edition.sources / f"{number:02}.png").write_bytes(PNG)
    (problem,) = (one for one in read(edition)[1] if one.code == "source-other")
    assert problem.message.endswith("19.png and 10 more")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1252"])
def test_text_of_any_encoding_is_text(edition: TinyEdition, encoding: str) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Caf\u00e9.",)).encode(encoding))
    ids, problems = read(edition)
    assert ids == ["05OTTAWA1"]
    assert "source-other" not in {one.code for one in problems}


def test_a_recorded_picture_is_not_lost(edition: TinyEdition) -> None:
    edition.add()
    (edition.sources / "map.png").write_bytes(PNG)
    taken, _ = seal(edition.sources)
    assert taken == ["05OTTAWA1.txt", "map.png"]
    recorded = (edition.sources / "SHA256SUMS").read_text("utf-8")
    assert f"{hashlib.sha256(PNG).hexdigest()}  map.png" in recorded
    assert "source-lost" not in {one.code for one in read(edition)[1]}


@pytest.mark.parametrize("to", ["nowhere", "05OTTAWA1.txt", "../../elsewhere.txt"])
def test_a_link_is_told_by_its_own_name(edition: TinyEdition, to: str) -> None:
    edition.add()
    link = edition.sources / "05OTTAWA2.txt"
    link.symlink_to(to)
    assert editors_path(link, edition.docs) == "source_cables/05OTTAWA2.txt"
