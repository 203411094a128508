"""One version and one date in every output: those of the newest release."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree, html

from cable_edition.cli import main
from tests.sphinx.conftest import TinyEdition, cable_text, tiny_edition

TOML = 'title = "Tiny"\neditors = ["Ann Other"]\nlanguages = ["en"]\ndoi = "10.1234/abc"\n'
CONF = """\
extensions = ["myst_parser", "cable_edition"]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
exclude_patterns = ["registers"]
html_theme = "furo"
"""
#: A day of the build that is the day of no release.
MOMENT = "1767225600"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, [*arguments])
    assert done.exit_code == 0, done.output
    return done


class Outputs:
    """All that is made of an edition with two releases; what an earlier build wrote was there."""

    def __init__(self, edition: TinyEdition) -> None:
        self.edition = edition
        self.docs = edition.docs

    def release(self, version: str, day: str) -> None:
        run("seal")
        run("release", version, "--date", day)

    def make(self, **more: str) -> None:
        for builder in ("html", "latex", "epub"):
            self.edition.build(builder, **more)
        run("export", "all", "--out", "docs/_build/data")
        run("archive", "--books", "epub")

    def page(self, name: str) -> html.HtmlElement:
        return html.fromstring((self.edition.html / f"{name}.html").read_bytes())

    def text(self, name: str) -> str:
        return (self.docs / "_build" / name).read_text("utf-8")

    def tei(self, path: str) -> list[str]:
        tree = etree.parse(self.docs / "_build" / "data" / "tei" / "05OTTAWA1.xml")
        return [str(found) for found in tree.xpath(path, namespaces=TEI)]

    def in_book(self, name: str) -> str:
        (book,) = (self.docs / "_build" / "epub").glob("*.epub")
        with zipfile.ZipFile(book) as opened:
            return opened.read(name).decode()

    def bag(self) -> Path:
        return self.docs / "_build" / "archive" / "tiny-1.10.0"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outputs]:
    with pytest.MonkeyPatch.context() as patch:
        edition = tiny_edition(tmp_path_factory.mktemp("version"))
        edition.add(text=cable_text())
        (edition.root / "edition.toml").write_text(TOML, "utf-8")
        (edition.docs / "conf.py").write_text(CONF, "utf-8")
        patch.chdir(edition.root)
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        made = Outputs(edition)
        made.release("1.9.0", "2025-03-02")
        made.make()
        made.release("1.10.0", "2025-11-08")
        made.make()
        yield made


def test_the_site(outputs: Outputs) -> None:
    page = outputs.page("cables/05OTTAWA1")
    assert page.xpath("//meta[@name='DCTERMS.hasVersion']/@content") == ["1.10.0"]
    (data,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["isPartOf"]["version"] == "1.10.0"
    (cite,) = page.xpath("//section[@id='cite']")
    told = " ".join(cite.itertext())
    assert "1.10.0" in told
    assert "1.9.0" not in told
    sections = outputs.page("releases/index").xpath("//section[starts-with(@id, 'release-')]")
    days = [(one.get("id"), "".join(one.xpath(".//em/text()"))) for one in sections]
    assert days == [("release-1-10-0", "2025-11-08"), ("release-1-9-0", "2025-03-02")]


def test_no_page_of_the_site_says_another(outputs: Outputs) -> None:
    for path in sorted(outputs.edition.html.rglob("*.html")):
        if path.parent.name != "releases":
            assert "1.9.0" not in path.read_text("utf-8"), path


def test_the_book(outputs: Outputs) -> None:
    tex = outputs.text("latex/tiny.tex")
    assert "\\date{8 November 2025}" in tex
    assert "\\release{1.10.0}" in tex


def test_the_epub(outputs: Outputs) -> None:
    words = " ".join(re.sub("<[^>]*>", " ", outputs.in_book("index.xhtml")).split())
    assert "Version 1.10.0, 2025-11-08" in words
    assert "<dc:date>2025-11-08</dc:date>" in outputs.in_book("content.opf")


def test_tei(outputs: Outputs) -> None:
    assert outputs.tei("//t:editionStmt/t:edition/@n") == ["1.10.0"]
    assert outputs.tei("//t:editionStmt//t:date/@when") == ["2025-11-08"]
    assert outputs.tei("//t:revisionDesc/t:change/@when") == ["2025-03-02"]


def test_other_data(outputs: Outputs) -> None:
    (item,) = json.loads(outputs.text("data/citations.json"))
    assert item["version"] == "1.10.0"
    assert "{Tiny}, version 1.10.0" in outputs.text("data/citations.bib")
    assert "ET  - 1.10.0" in outputs.text("data/citations.ris")
    edition = json.loads(outputs.text("data/edition.jsonld"))["@graph"][0]
    assert (edition["version"], edition["datePublished"]) == ("1.10.0", "2025-11-08")
    assert '<date when="2025-11-08">2025-11-08</date>' in outputs.text("data/cmif.xml")
    record = json.loads(outputs.text("data/json/05OTTAWA1.json"))
    assert record["editorial"]["edition"]["version"] == "1.10.0"
    for path in (outputs.docs / "_build" / "data").rglob("*"):
        if path.is_file() and path.suffix != ".xml":
            assert b"1.9.0" not in path.read_bytes(), path
    package = json.loads(outputs.text("data/tables/datapackage.json"))
    assert package["version"] == "1.10.0"


def test_the_bag(outputs: Outputs) -> None:
    told = (outputs.bag() / "bag-info.txt").read_text("utf-8")
    assert "Edition-Version: 1.10.0\n" in told
    assert "Edition-Date: 2025-11-08\n" in told
    assert "Internal-Sender-Identifier: tiny-1.10.0\n" in told
    crate = json.loads((outputs.bag() / "data" / "ro-crate-metadata.json").read_text("utf-8"))
    (root,) = [node for node in crate["@graph"] if node["@id"] == "./"]
    assert (root["version"], root["datePublished"]) == ("1.10.0", "2025-11-08")
    assert "Tiny, version 1.10.0" in (outputs.bag() / "data" / "README.txt").read_text("utf-8")


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outputs:
    edition = tiny_edition(tmp_path)
    edition.add()
    (edition.root / "edition.toml").write_text(TOML, "utf-8")
    (edition.docs / "conf.py").write_text(CONF, "utf-8")
    monkeypatch.chdir(edition.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    made = Outputs(edition)
    made.release("1.0.0", "2025-11-08")
    return made


@pytest.mark.parametrize(
    ("form", "day"), [("%Y-%m-%d", "2025-11-08"), ("%b %d, %Y", "Nov 08, 2025")]
)
def test_conf_py_may_choose_the_form_of_the_day(tiny: Outputs, form: str, day: str) -> None:
    (tiny.docs / "conf.py").write_text(CONF + f"today_fmt = {form!r}\n", "utf-8")
    tiny.edition.build("latex")
    assert f"\\date{{{day}}}" in tiny.text("latex/tiny.tex")


@pytest.mark.parametrize("day", ["2025-11-08", "8 November 2025"])
def test_conf_py_may_say_the_day_of_the_release(tiny: Outputs, day: str) -> None:
    (tiny.docs / "conf.py").write_text(CONF + f"today = {day!r}\n", "utf-8")
    tiny.edition.build("latex")
    assert f"\\date{{{day}}}" in tiny.text("latex/tiny.tex")


@pytest.mark.parametrize("day", ["2025-11-09", "1 January 2026", "soon"])
def test_conf_py_cannot_say_another_day(tiny: Outputs, day: str) -> None:
    from cable_edition.sphinx_ext.stopping import EditionError

    (tiny.docs / "conf.py").write_text(CONF + f"today = {day!r}\n", "utf-8")
    with pytest.raises(EditionError, match=r"^docs/conf\.py:5: `today` is .*dated 2025-11-08"):
        tiny.edition.build("latex")


@pytest.mark.parametrize(
    ("name", "value"), [("release", "1.0.1"), ("version", "2"), ("today", "2026-01-01")]
)
def test_no_option_can_say_another(tiny: Outputs, name: str, value: str) -> None:
    from cable_edition.sphinx_ext.stopping import EditionError

    with pytest.raises(EditionError, match=rf"^-D {name}: `{name}` is '{value}'"):
        tiny.edition.build("html", **{name: value})


CITATION = "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Tiny\nauthors: [{name: A}]\n"


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ("type: dataset\nversion: 0.9.0\n", 2, "`version` is '0.9.0', but"),
        ("type: dataset\ndate-released: 2025-11-09\n", 2, "`date-released` is '2025-11-09', but"),
        ("type: dataset\nversion: 1.0.0\ndate-released: 2025-11-08\n", 0, ""),
        ("type: dataset\n", 0, ""),
        ("type: software\nversion: 0.9.0\n", 0, ""),
        ("version: [0\n", 0, ""),
    ],
)
def test_a_citation_file_of_the_edition_says_the_same(
    tiny: Outputs, more: str, status: int, says: str
) -> None:
    (tiny.edition.root / "CITATION.cff").write_text(CITATION + more, "utf-8")
    (tiny.edition.html).mkdir(parents=True)
    (tiny.edition.html / "index.html").write_text("<p>Nothing.</p>")
    run("export", "json", "--out", "docs/_build/data")
    done = CliRunner().invoke(main, ["archive"])
    assert done.exit_code == status, done.output
    assert says in done.stderr
    if says:
        (line,) = done.stderr.splitlines()
        assert line.startswith("CITATION.cff: ")
