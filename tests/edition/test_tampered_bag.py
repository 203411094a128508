"""An archive is proved: its files by the manifests, its data and sources by the edition."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.editions import EDITIONS, build_pages
from tests.tampering.bag_edits import EDITS, seal
from tests.tampering.kinds import Edit, named

from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.data import bag_check
from cable_edition.core.proof.data.bag_check import check_bag
from cable_edition.core.settings.edition_file import load_from
from cable_edition.exports.archive.bag import Contents, make_bag
from cable_edition.exports.archive.zipped import write_zip
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of

MOMENT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
CABLES = ("05ROME301", "06OTTAWA12", "06ROME2190")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Against:
    file, _ = load_from(EDITIONS["everything"])
    against = read_anew(file)
    kept = tuple(one for one in against.edition.cables if one.id in CABLES)
    edition = replace(against.edition, cables=kept)
    root = tmp_path_factory.mktemp("edition")
    (root / "LICENSE").write_text("Anyone may copy this.\n")
    return replace(against, edition=edition, file=replace(file, root=root))


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave site and books aside, which have proofs and tests of their own."""
    monkeypatch.setattr(bag_check, "check_site", lambda *_: iter(()))


@pytest.fixture(scope="module")
def made(everything: Against, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    info = info_of(everything.file).of_releases(everything.edition.releases.declared)
    DataFolder(folder / "out", everything.edition, info).write()
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("<p>A site.</p>")
    contents = Contents(folder / "site", folder / "out", (), [everything.file.root / "LICENSE"])
    make_bag(folder / "bag", contents, everything.edition, info, MOMENT)
    return folder / "bag"


@pytest.fixture
def bag(made: Path, tmp_path: Path, parts: None) -> Path:
    return Path(shutil.copytree(made, tmp_path / "bag"))


def test_what_was_made_is_proved_as_a_folder_and_as_a_zip(
    everything: Against, bag: Path, tmp_path: Path
) -> None:
    seal(bag)
    assert [one.located() for one in check_bag(bag, everything)] == []
    write_zip(bag, tmp_path / "bag.zip", MOMENT)
    assert [one.located() for one in check_bag(tmp_path / "bag.zip", everything)] == []


@pytest.mark.parametrize("name", EDITIONS)
def test_the_archive_of_a_whole_edition_is_proved(name: str, shared: Path, tmp_path: Path) -> None:
    file, _ = load_from(EDITIONS[name])
    against = read_anew(file)
    info = info_of(file).of_releases(against.edition.releases.declared)
    site = build_pages(shared / ("edition" if name == "first" else f"edition-{name}"), name).html
    DataFolder(tmp_path / "data", against.edition, info).write()
    bag = tmp_path / "bag"
    names = ("LICENSE", "NOTICE", "CITATION.cff", "CHANGELOG.md")
    files = [file.root / name for name in names if (file.root / name).is_file()]
    make_bag(bag, Contents(site, tmp_path / "data", (), files), against.edition, info, MOMENT)
    assert [one.located() for one in check_bag(bag, against)] == []
    page = bag / "data" / "site" / "index.html"
    page.write_text(page.read_text("utf-8") + "<p>Forged.</p>", "utf-8")
    record = bag / "data" / "site" / "data" / "json" / f"{against.edition.cables[0].id}.json"
    record.write_text(record.read_text("utf-8").replace("the", "one", 1), "utf-8")
    seal(bag)
    assert {one.path for one in check_bag(bag, against)} == {str(page), str(record)}


@pytest.mark.parametrize("between", ["  ", " ", "\t", " *"])
def test_manifests_of_other_tools_are_read(everything: Against, bag: Path, between: str) -> None:
    seal(bag, between)
    assert [one.located() for one in check_bag(bag, everything)] == []


def test_a_zip_names_the_file_in_it(everything: Against, bag: Path, tmp_path: Path) -> None:
    seal(bag)
    readme = bag / "data" / "README.txt"
    readme.write_bytes(readme.read_bytes().replace(b"The Lantern", b"One Lantern", 1))
    write_zip(bag, tmp_path / "bag.zip", MOMENT)
    found = list(check_bag(tmp_path / "bag.zip", everything))
    assert {one.code for one in found} == {"checksum-differs", "field-differs"}
    assert {one.path for one in found} == {f"{tmp_path / 'bag.zip'}/bag/data/README.txt"}


@pytest.mark.parametrize(
    "name", ["data/README.txt", "data/data/cables.csv", "bag-info.txt", "manifest-sha256.txt"]
)
def test_a_link_to_the_same_file_is_no_file_of_a_bag(
    name: str, everything: Against, bag: Path, tmp_path: Path
) -> None:
    seal(bag)
    file, elsewhere = bag / name, tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    found = [one for one in check_bag(bag, everything) if one.code == "file-unreadable"]
    assert [one.path for one in found] == [str(file)]
    assert "link" in found[0].message


def test_a_zip_that_is_too_large_is_not_unpacked(
    everything: Against, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_zip(bag, tmp_path / "bag.zip", MOMENT)
    monkeypatch.setattr(bag_check, "MOST_UNPACKED", 1000)
    (found,) = check_bag(tmp_path / "bag.zip", everything)
    assert found.code == "file-unreadable"
    assert "holds more than" in found.message


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_what_is_no_zip_is_said_in_a_line(everything: Against, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bag.zip").write_bytes(data)
    assert [one.code for one in check_bag(tmp_path / "bag.zip", everything)] == ["file-unreadable"]


def test_a_zip_that_leads_out_is_refused(everything: Against, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr("bag/../../out.txt", "x")
    assert [one.code for one in check_bag(tmp_path / "bag.zip", everything)] == ["file-unreadable"]


@pytest.mark.parametrize("sealed", [False, True], ids=["old manifests", "manifests made anew"])
@pytest.mark.parametrize(
    "name", ["data/data/cables.csv", "data/sources/05ROME301.txt", "data/data/cmif.xml"]
)
@pytest.mark.parametrize(
    "change",
    [lambda data: data.replace(b"ROME", b"R0ME", 1), lambda data: data[:-9], lambda _: b""],
    ids=["changed", "cut off", "empty"],
)
def test_a_changed_file_is_found(
    everything: Against, bag: Path, name: str, change: Callable[[bytes], bytes], *, sealed: bool
) -> None:
    (bag / name).write_bytes(change((bag / name).read_bytes()))
    if sealed:
        seal(bag)
    assert name in {
        Path(one.path).relative_to(bag).as_posix() for one in check_bag(bag, everything)
    }


def test_there_are_enough_edits() -> None:
    assert len(EDITS) >= 60
    assert len({edit.kind for _, edit in EDITS}) >= 12


@pytest.mark.parametrize(
    ("name", "edit"), EDITS, ids=[f"{name[-4:]} {named(edit)}" for name, edit in EDITS]
)
def test_an_edit_under_new_manifests_is_found(
    everything: Against, bag: Path, name: str, edit: Edit
) -> None:
    (bag / name).write_bytes(edit.change((bag / name).read_bytes()))
    seal(bag, sized=name != "bag-info.txt")
    found = list(check_bag(bag, everything))
    assert found
    assert {Path(one.path).relative_to(bag).as_posix() for one in found} == {name}


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    "name", ["data/sources/x.txt", "data/data/x.txt", "more.txt", "data/x.txt", "data/NOTICE"]
)
def test_a_file_more_is_found(everything: Against, bag: Path, name: str, *, sealed: bool) -> None:
    (bag / name).write_text("x")
    if sealed:
        seal(bag)
    assert "file-unknown" in {one.code for one in check_bag(bag, everything)}


@pytest.mark.parametrize(
    "name",
    [
        "data/sources/05ROME301.txt",
        "data/sources/SHA256SUMS",
        "manifest-sha256.txt",
        "tagmanifest-sha512.txt",
        "data/data/cables.jsonl",
        "data/README.txt",
        "data/LICENSE",
        "data/ro-crate-metadata.json",
        "bag-info.txt",
        "bagit.txt",
        "swhids.txt",
    ],
)
def test_a_missing_file_is_found(everything: Against, bag: Path, name: str) -> None:
    seal(bag)
    (bag / name).unlink()
    assert "file-missing" in {one.code for one in check_bag(bag, everything)}
