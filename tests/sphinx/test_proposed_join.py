"""A join that ``check`` proposes: taken by the build, and the same in page, JSON, TEI and proof."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner
from lxml import etree, html

from cable_edition.cli.check import check
from cable_edition.cli.export import export
from cable_edition.cli.verify import verify
from tests.sphinx.conftest import TinyEdition, cable_text, warnings_of

TORN = "(C) They came with\n\n(C) lamps of oil and left.\n\n(C) We agree."
WHOLE = "They came with (C) lamps of oil and left."
TEI = "{http://www.tei-c.org/ns/1.0}"
_ENTRY = re.compile(r"\{[^{}]*is: continuation\}")


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_proposed_join_stands_wherever_the_cable_does(
    edition: TinyEdition, tmp_path: Path
) -> None:
    # A cable without numbers, in which a mark was put into the midst of a sentence.
    path = edition.add("05OTTAWA1", cable_text(paragraphs=("X",)).replace("1. X", TORN))
    (entry,) = _ENTRY.findall(CliRunner().invoke(check, [str(path)]).output)
    path.with_suffix(".yaml").write_text(f"reading:\n  - {entry}\n", "utf-8")
    again = CliRunner().invoke(check, [str(path)]).output
    assert "reading-" not in again
    assert not _ENTRY.search(again)

    assert "reading-" not in warnings_of(edition.build())
    root = html.fromstring(edition.page("cables/05OTTAWA1"))
    assert WHOLE in " ".join(root.text_content().split())
    assert [one.get("id") for one in root.xpath("//*[@id='u1' or @id='u2' or @id='u3']")] == [
        "u1",
        "u2",
    ]

    folders = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    data = tmp_path / "data"
    made = CliRunner().invoke(export, ["json", "tei", "--out", str(data), *folders])
    assert made.exit_code == 0, made.output
    record = json.loads((data / "json/05OTTAWA1.json").read_text("utf-8"))
    assert [one["text"] for one in record["paragraphs"]] == [WHOLE, "We agree."]
    assert [(one["kind"], one["anchor"]) for one in record["corrections"]] == [
        ("continuation", "u1")
    ]
    tei = etree.parse(data / "tei/05OTTAWA1.xml").getroot()
    first, second = tei.iterfind(f".//{TEI}div[@type='section']/{TEI}p")
    assert _words(first).endswith(WHOLE)
    assert first.get("resp", "").endswith("-editors")
    assert second.get("resp") is None
    for built in (edition.html, data):
        proved = CliRunner().invoke(verify, [str(built), *folders])
        assert proved.exit_code == 0, proved.output
