"""Distributed Text Services as static files: each call that Level 0 must answer has its file.

Level 0 answers all valid calls but ``start`` and ``end`` at the Navigation endpoint. The tests go
the way of a program: from the entry, by templates alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import etree

from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.data_check import check_data, lacking
from cable_edition.core.settings import EditionFile, Settings
from cable_edition.core.settings.model import with_values
from cable_edition.exports.dts.folder import DtsFolder
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import EditionInfo, info_of
from tests.outputs.conftest import CABLE, INFO
from tests.outputs.test_dapytains import units_of, words
from tests.outputs.test_tei import XML_ID

BASE = "https://example.org/"
_OPTIONAL = re.compile(r"\{(/?)([a-z,]+)\}")


def expand(template: str, **values: str | int) -> str:
    """Expand a template of RFC 6570 that has nothing but ``{/name,other}``."""

    def path(found: re.Match[str]) -> str:
        assert found[1] == "/"
        given = [str(values[name]) for name in found[2].split(",") if name in values]
        return "".join(f"/{one}" for one in given)

    assert set(values) <= {
        name for _, names in _OPTIONAL.findall(template) for name in names.split(",")
    }
    return _OPTIONAL.sub(path, template)


class Served:
    """A folder of data, as a program gets it from a server that gives files and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.asked: set[str] = set()

    def bytes(self, address: str) -> bytes:
        name = address.removeprefix(f"{BASE}data/")
        assert name != address
        self.asked.add(name)
        return (self._folder / name).read_bytes()

    def get(self, template: str, at: str, **values: str | int) -> tuple[str, dict[str, Any]]:
        address = urljoin(at, expand(template, **values))
        return address, json.loads(self.bytes(address))


def write(folder: Path, edition: Edition, info: EditionInfo, dts: str, limit: int = 500) -> Served:
    DataFolder(folder, edition, info).write(["tei"])
    DtsFolder(folder, edition, info, is_cut=dts == "paragraphs", limit=limit).write()
    return Served(folder)


def files(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if name.startswith("dts/") or name.count("/") > 1}


def refs(answer: dict[str, Any]) -> list[tuple[str, str | None]]:
    for one in answer["member"]:
        is_part = one["parent"] is not None
        assert (one["level"], one["citeType"]) == ((2, "part") if is_part else (1, "paragraph"))
    return [(one["identifier"], one["parent"]) for one in answer["member"]]


@pytest.mark.parametrize("info", [INFO, EditionInfo()], ids=["absolute", "relative"])
def test_every_call_of_level_0_is_answered(
    each_edition: Edition, tmp_path: Path, info: EditionInfo
) -> None:
    served = write(tmp_path, each_edition, info, "paragraphs")
    entry = f"{BASE}data/dts/entry.jsonld"
    entered = json.loads(served.bytes(entry))
    assert (entered["@type"], entered["dtsVersion"]) == ("EntryPoint", "1.0")
    cables = {one.id: one for one in each_edition.cables}
    at, root = served.get(entered["collection"], entry)
    assert root["totalParents"] == 0
    seen: dict[str, int] = {}
    for name in [one["@id"] for one in root["member"]]:
        # Between the root and a cable stands a collection: some programs end at the root else.
        assert name not in cables
        at, group = served.get(entered["collection"], entry, id=name)
        assert group["totalChildren"] == len(group["member"])
        _, again = served.get(group["collection"], at, nav="children")
        assert [one["@id"] for one in again["member"]] == [one["@id"] for one in group["member"]]
        at, above = served.get(entered["collection"], entry, id=name, nav="parents")
        assert [one["@id"] for one in above["member"]] == [root["@id"]]
        for one in group["member"]:
            assert one["@type"] == "Resource"
            seen[one["@id"]] = seen.get(one["@id"], 0) + 1
    assert set(seen) == set(cables)
    for name, one in cables.items():
        _cable(served, entry, entered, one, seen[name])
    for nav in ("children", "parents"):
        served.get(entered["collection"], entry, id=root["@id"], nav=nav)
        for group in root["member"]:
            served.get(entered["collection"], entry, id=group["@id"], nav=nav)
    served.get(entered["collection"], entry, id=root["@id"])
    # Nothing is written for which no call asks.
    assert files(tmp_path) <= served.asked


def _cable(
    served: Served, entry: str, entered: dict[str, Any], one: EditedCable, groups: int
) -> None:
    units = units_of(one)
    at, resource = served.get(entered["collection"], entry, id=one.id)
    assert (resource["@id"], resource["@type"]) == (one.id, "Resource")
    assert resource["totalParents"] == groups
    _, above = served.get(resource["collection"], at, nav="parents")
    assert len(above["member"]) == groups
    served.get(resource["collection"], at, nav="children")
    whole = etree.fromstring(served.bytes(urljoin(at, expand(resource["document"]))))
    assert urljoin(at, resource["download"]) == urljoin(at, expand(resource["document"]))
    places = {element.get(XML_ID): element for element in whole.iter() if element.get(XML_ID)}
    first = [unit for unit in units if unit[1] is None]
    for down, wanted in ((1, first), (2, units), (-1, units)):
        _, answer = served.get(resource["navigation"], at, down=down)
        assert refs(answer) == wanted
        assert answer == served.get(entered["navigation"], entry, resource=one.id, down=down)[1]
    for ref, parent in units:
        there, answer = served.get(resource["navigation"], at, ref=ref)
        assert "member" not in answer
        assert (answer["ref"]["identifier"], answer["ref"]["parent"]) == (ref, parent)
        assert urljoin(there, answer["@id"]) == there
        _, answer = served.get(resource["navigation"], at, ref=ref, down=0)
        assert refs(answer) == [unit for unit in units if unit[1] == parent]
        for down in (1, -1) if parent is None else ():
            _, answer = served.get(resource["navigation"], at, ref=ref, down=down)
            assert refs(answer) == [unit for unit in units if unit[1] == ref]
        text = etree.fromstring(served.bytes(urljoin(at, expand(resource["document"], ref=ref))))
        assert words(text) == words(places[f"c-{one.id}-{ref}"])
        base = text.get("{http://www.w3.org/XML/1998/namespace}base")
        # What the text points to is in the file of the cable.
        assert urljoin(f"/tei/{one.id}/{ref}.xml", base) == f"/tei/{one.id}.xml"


def test_of_cables_alone_there_is_one_list_each(each_edition: Edition, tmp_path: Path) -> None:
    served = write(tmp_path, each_edition, INFO, "cables")
    entry = f"{BASE}data/dts/entry.jsonld"
    entered = json.loads(served.bytes(entry))
    for one in each_edition.cables:
        _, answer = served.get(entered["navigation"], entry, resource=one.id)
        assert refs(answer) == units_of(one)
        served.bytes(expand(entered["document"], resource=one.id))
    folder = tmp_path / "dts" / "navigation"
    assert {path.stem for path in folder.iterdir()} == {one.id for one in each_edition.cables}


def test_a_large_collection_has_pages(make_edition: Callable[..., Edition], tmp_path: Path) -> None:
    cables = {f"c06ROME{2190 + n}": CABLE.replace("002190", f"00{2190 + n}") for n in range(5)}
    served = write(tmp_path / "data", make_edition(**cables), INFO, "paragraphs", limit=2)
    entry = f"{BASE}data/dts/entry.jsonld"
    template = json.loads(served.bytes(entry))["collection"]
    at, first = served.get(template, entry, id="post-ROME")
    assert first["totalChildren"] == 5
    assert first == served.get(template, entry, id="post-ROME", page=1)[1]
    found, answer = [], first
    for number in (1, 2, 3):
        view = answer["view"]
        assert view["@id"].endswith(f"/post-ROME/{number}.jsonld")
        assert ("previous" in view, "next" in view) == (number > 1, number < 3)
        assert view["last"].endswith("/post-ROME/3.jsonld")
        found += [one["@id"] for one in answer["member"]]
        if "next" in view:
            answer = json.loads(served.bytes(urljoin(at, view["next"])))
            assert answer == served.get(template, entry, id="post-ROME", page=number + 1)[1]
    assert found == [f"06ROME{2190 + n}" for n in range(5)]


def test_what_no_build_writes_now_goes(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    out = tmp_path / "data"
    both = make_edition(c06ROME1=CABLE, c05PARIS2=CABLE.replace("ROME", "PARIS"))
    write(out, both, INFO, "paragraphs", limit=1)
    cut = files(out)
    assert {"tei/05PARIS2/p1.xml", "dts/collection/year-2005.jsonld"} <= cut
    write(out, both, INFO, "cables")
    write(tmp_path / "fresh", both, INFO, "cables")
    assert files(out) == files(tmp_path / "fresh")
    (tmp_path / "source_cables" / "05PARIS2.txt").unlink()
    one = make_edition()
    write(out, one, INFO, "paragraphs")
    assert not [name for name in files(out) if "PARIS" in name or "2005" in name]
    DataFolder(out, one, INFO).keep_only(["tei"])
    assert {path.name for path in out.iterdir()} == {"corpus.xml", "tei"}
    assert files(out) == set()


@pytest.fixture
def proved(
    edition: Edition, tmp_path: Path
) -> Callable[[str], tuple[Path, Callable[[], list[Problem]]]]:
    """A function that writes the files of a small edition; returns the folder, and its proof."""

    def written(dts: str) -> tuple[Path, Callable[[], list[Problem]]]:
        settings = with_values(Settings(), {"site.dts": dts, "site.data": ("tei",)})
        file, folder = EditionFile(tmp_path, settings=settings), tmp_path / "data"
        write(folder, edition, info_of(file), dts)
        against = Against(edition, file, tmp_path)
        return folder, lambda: [*check_data(folder, against), *lacking(folder, against)]

    return written


Proved = Callable[[str], tuple[Path, Callable[[], list[Problem]]]]


@pytest.mark.parametrize("dts", ["cables", "paragraphs"])
def test_what_was_written_is_proved(proved: Proved, dts: str) -> None:
    _, problems = proved(dts)
    assert [one.located() for one in problems()] == []


def _values(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each place of an answer that holds words or a number."""
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(one, dict | list):
            yield from _values(one)
        else:
            yield value, key


def test_each_value_of_each_answer_is_proved(proved: Proved) -> None:
    folder, problems = proved("paragraphs")
    for name in (
        "dts/entry.jsonld",
        "dts/collection.jsonld",
        "dts/collection/post-ROME.jsonld",
        "dts/collection/06ROME2190/parents.jsonld",
        "dts/navigation/06ROME2190/-1.jsonld",
        "dts/navigation/06ROME2191/p2/1.jsonld",
        "dts/navigation/06ROME2191/p2-1.jsonld",
    ):
        path = folder / name
        right = path.read_text("utf-8")
        answer = json.loads(right)
        for place, key in list(_values(answer)):
            before, place[key] = place[key], "other"
            path.write_text(json.dumps(answer), "utf-8")
            found = problems()
            assert [(one.code, one.path) for one in found] == [("field-differs", str(path))], key
            place[key] = before
        path.unlink()
        assert {one.code for one in problems()} == {"file-missing"}
        path.write_text(right + "x", "utf-8")
        assert [one.code for one in problems()] == ["file-unreadable"]
        path.write_text(right, "utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Jane Roe", "Jane Row"),
        ("</p>", " more</p>"),
        ('ref="p1"', 'ref="p2"'),
        ('n="1"', 'n="2"'),
        ("../06ROME2191.xml", "../06ROME2190.xml"),
        ("</dts:wrapper>", "</dts:wrapper><!-- a word -->"),
        ("</dts:wrapper>\n", "</dts:wrapper>\na word"),
        ("<dts:wrapper", "<dts:other/><dts:wrapper"),
        ("<TEI", "<!DOCTYPE TEI><TEI"),
    ],
)
def test_each_text_is_proved(proved: Proved, old: str, new: str) -> None:
    folder, problems = proved("paragraphs")
    path = folder / "tei" / "06ROME2191" / "p1.xml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert [one.path for one in problems()] == [str(path)]


def test_no_other_file_passes(proved: Proved) -> None:
    folder, problems = proved("paragraphs")
    for name in ("dts/more.jsonld", "tei/06ROME2191/p99.xml", "dts/navigation/06ROME1/1.jsonld"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
        assert {one.code for one in problems()} == {"file-unknown"}, name
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    (folder / "tei" / "06ROME2191" / "p1.xml").unlink()
    assert {one.code for one in problems()} == {"file-missing"}
    assert problems()[0].path.endswith("p1.xml")


def test_files_of_a_setting_that_is_off_are_told(proved: Proved, edition: Edition) -> None:
    folder, _ = proved("cables")
    against = Against(edition, EditionFile(folder.parent), folder.parent)
    found = {Path(one.path).name for one in check_data(folder, against)}
    assert {"dts", "entry.jsonld", "06ROME2190.jsonld"} <= found
