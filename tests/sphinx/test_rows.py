"""Rows that are not as the edition writes them: told with page and line, and never lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from lxml import html

from cable_edition.core.myst.row_kinds import KINDS
from cable_edition.core.myst.rows import join_texts
from cable_edition.sphinx_ext.warnings import page_path

from .conftest import TinyEdition, cable_text, tiny_edition, warnings_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

BUILDERS = ("html", "latex", "text", "epub")


@dataclass(frozen=True)
class Sample:
    """A good row, the place of a field in it and words that this field must not hold."""

    row: tuple[str, ...]
    at: int
    wrong: str
    argument: str = ""
    options: str = ""


DEPARTED = ":date: 2026-11-23\n:reason: Moved.\n\n"
SAMPLES = {
    "record": Sample(("eo", "Executive order", "Zulu words"), 0, "e o", "05OTTAWA1"),
    "portions": Sample(("(C)", "2", "Zulu words"), 1, "two"),
    "moved": Sample(("p2", "05OTTAWA1#p1"), 1, "elsewhere", "05OTTAWA8"),
    "departed": Sample(("p2", "05OTTAWA1"), 0, "the second", "05OTTAWA9", DEPARTED),
    "places": Sample(("05OTTAWA1", "p1", "before", "Zulu", "after", "both"), 0, "no cable"),
    "cables": Sample(("05OTTAWA1", "2005-01-28", "Zulu", "SECRET", "A VISIT"), 1, "in January"),
    "emendations": Sample(
        ("05OTTAWA1", "p1", "e-1", "Zulo", "Zulu", "conjecture", "probable", "Seen."), 2, "e 1"
    ),
    "rules": Sample(("zulu", "Zulu", "mechanical", "2", "Seen.", "nobody"), 3, "some"),
    "timeline": Sample(("2005-01", "3", "0"), 2, "none"),
    "portion-bars": Sample(("Secret", "(S)", "Zulu", "4"), 3, "4.5"),
    "withheld-bars": Sample(("By exemption", "Zulu", "4"), 2, "4.5"),
    "people-pairs": Sample(("roe-jane", "Jane Roe", "flora-brian", "Zulu", "2"), 4, "-1"),
    "tags-in-time": Sample(("PREL", "2005", "7"), 1, "long ago"),
    "beside": Sample(("passage", "p1", "Zulu", "both", "p2"), 3, "nowhere", "B a copy"),
    "reference-arcs": Sample(("cites", "05OTTAWA1", "05OTTAWA2"), 0, "quotes"),
}
FAULTS = ("missing", "extra", "empty", "wrong")
CASES = [(name, fault) for name in SAMPLES for fault in FAULTS]


def bad_line(name: str, fault: str) -> str:
    """Return the line that is no row."""
    sample = SAMPLES[name]
    fields = list(sample.row)
    if fault == "missing":
        del fields[-1]
    elif fault == "extra":
        fields.append("Zulu too many")
    elif fault == "empty":
        fields = [""] * len(fields)
    else:
        fields[sample.at] = sample.wrong
    return join_texts(fields).strip()


def directive(name: str, *lines: str) -> str:
    """Return a directive of rows; its first row is four lines below the start of the text."""
    sample = SAMPLES[name]
    body = "\n".join(lines)
    return f"text\n\n```{{cable:{name}}} {sample.argument}\n{sample.options}{body}\n```\n"


def test_every_kind_of_row_has_a_sample() -> None:
    assert SAMPLES.keys() == KINDS.keys()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """An edition with a page for each kind of row and each fault, below a good row."""
    edition = tiny_edition(tmp_path_factory.mktemp("rows"))
    edition.add(text=cable_text())
    folder = edition.docs / "rows"
    folder.mkdir()
    names = []
    for name, fault in CASES:
        lines = (join_texts(SAMPLES[name].row), "", bad_line(name, fault))
        names.append(f"rows/{name}-{fault}")
        path = edition.docs / f"{names[-1]}.md"
        path.write_text(f"# Page {name} {fault}\n\n{directive(name, *lines)}", "utf-8")
    index = edition.docs / "index.md"
    toctree = "\n".join(names)
    index.write_text(index.read_text("utf-8") + f"\n```{{toctree}}\n{toctree}\n```\n", "utf-8")
    return edition


@pytest.fixture(scope="module")
def told(pages: TinyEdition) -> dict[str, list[str]]:
    """The warnings of a build in each format."""
    return {
        builder: warnings_of(pages.build(builder, out=f"_build-{builder}")).splitlines()
        for builder in BUILDERS
    }


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize(("name", "fault"), CASES)
def test_a_bad_row_is_told_with_page_and_line_and_keeps_its_words(
    pages: TinyEdition, told: dict[str, list[str]], builder: str, name: str, fault: str
) -> None:
    page = f"rows/{name}-{fault}"
    text = (pages.docs / f"{page}.md").read_text("utf-8")
    line = bad_line(name, fault)
    number = text.splitlines().index(line) + 1
    about = [one for one in told[builder] if f"{page}." in one]
    assert len(about) == 1, about
    assert about[0].startswith(f"docs/{page}.md:{number}: WARNING: a row of cable:{name} is ")
    assert about[0].endswith(" (bad-generated-row) [cable.page]")
    built = pages.docs / f"_build-{builder}" / builder
    if builder in {"html", "epub"}:
        root = html.fromstring(
            (built / f"{page}.{'html' if builder == 'html' else 'xhtml'}").read_bytes()
        )
        assert root.xpath("//p[@class='cable-bad-row']/text()") == [line]
        return
    whole = next(built.glob("*.tex")) if builder == "latex" else built / f"{page}.txt"
    words = re.sub(r"\\sphinxhyphen\{\}", "-", whole.read_text("utf-8"))
    if builder == "latex":
        words = words.partition(f"{{Page {name} {fault}}}")[2].partition("\\section{Page")[0]
    for word in re.findall(r"[A-Za-z0-9]+", line):
        assert word in words


@pytest.mark.parametrize("name", SAMPLES)
def test_the_good_row_beside_it_is_shown(
    pages: TinyEdition, told: dict[str, list[str]], name: str
) -> None:
    found = (pages.docs / "_build-html" / "html" / "rows" / f"{name}-missing.html").read_text()
    assert told["html"]
    shown = {
        "moved": 'id="p2"',
        "departed": 'id="p2"',
        "timeline": "cable-picture-timeline",
        "tags-in-time": "cable-picture-tags",
        "reference-arcs": "cable-picture-references",
        "record": '<p id="eo">Zulu words</p>',
        "portions": "Zulu words: 2 paragraphs",
    }
    assert shown.get(name, "Zulu") in found.partition("cable-bad-row")[0]


def test_nothing_else_is_told(told: dict[str, list[str]]) -> None:
    for lines in told.values():
        assert [one for one in lines if "(bad-generated-row) [cable.page]" not in one] == []


#: Faults of what is no row: the text, a part of what is told, and words that are kept.
OTHER_FAULTS = [
    ("```{cable:views} 05OTTAWA1 many\n```", "not `many`", ""),
    ("```{cable:views} 05OTTAWA1 \u0663\n```", "not `\u0663`", ""),
    ("```{cable:statement} verified\n```", "has no words", ""),
    ("```{cable:section} here\nZulu words.\n```", "has no title", "Zulu words."),
    ("{cable:emend}`Zulu|Zulo|apostrophe`", "4 fields, not 3", "Zulu|Zulo|apostrophe"),
    ("{cable:emend}`Zulu|Zulo|apostrophe|e 1`", "must be an anchor", "Zulu|Zulo|"),
    (
        "```{cable:record} 05OTTAWA1\neo | Order | {cable:person}`Zu\\|lu <roe-jane>`\n```",
        "the words of a role with 1 bars",
        "Zu|lu",
    ),
]


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> TinyEdition:
    """An edition with a page for each directive without rows, and for each other fault."""
    edition = tiny_edition(tmp_path_factory.mktemp("others"))
    edition.add(text=cable_text())
    texts = {f"no-{name}": directive(name) for name in SAMPLES}
    texts |= {f"fault-{number}": text for number, (text, *_) in enumerate(OTHER_FAULTS)}
    for name, text in texts.items():
        page = f"---\norphan: true\n---\n# More\n\n{text}\n"
        (edition.docs / f"{name}.md").write_text(page, "utf-8")
    return edition


@pytest.fixture(scope="module")
def told_of_others(others: TinyEdition) -> dict[str, list[str]]:
    """The warnings of a build in two formats."""
    return {
        builder: warnings_of(others.build(builder, out=f"_build-{builder}")).splitlines()
        for builder in ("html", "latex")
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_without_a_row_only_a_departed_cable_is_complete(
    told_of_others: dict[str, list[str]], name: str
) -> None:
    told = [one for one in told_of_others["html"] if one.startswith(f"docs/no-{name}.md:")]
    expected = f"docs/no-{name}.md:8: WARNING: cable:{name} has no row (bad-generated-row)"
    assert told == ([] if name == "departed" else [f"{expected} [cable.page]"])


@pytest.mark.parametrize("number", range(len(OTHER_FAULTS)))
def test_other_faults_in_a_page_are_told_too(
    others: TinyEdition, told_of_others: dict[str, list[str]], number: int
) -> None:
    _, message, kept = OTHER_FAULTS[number]
    for warnings in told_of_others.values():
        (told,) = [one for one in warnings if one.startswith(f"docs/fault-{number}.md:")]
        assert told.startswith(f"docs/fault-{number}.md:6: WARNING: ")
        assert message in told
        assert told.endswith("(bad-generated-row) [cable.page]")
    page = others.docs / "_build-html" / "html" / f"fault-{number}.html"
    assert kept in html.fromstring(page.read_bytes()).text_content()


def test_nothing_else_is_told_of_others(told_of_others: dict[str, list[str]]) -> None:
    for warnings in told_of_others.values():
        assert len(warnings) == len(SAMPLES) - 1 + len(OTHER_FAULTS)


def test_rows_in_restructured_text_have_their_lines(edition: TinyEdition) -> None:
    rows = "   05OTTAWA1 | 2005 | A | B | C\n   no row\n"
    page = f":orphan:\n\nMore\n====\n\n.. cable:cables::\n\n{rows}"
    (edition.docs / "more.rst").write_text(page, "utf-8")
    told = warnings_of(edition.build()).splitlines()
    assert [one.partition(" WARNING")[0] for one in told] == ["docs/more.rst:9:"]


def test_a_bad_row_cannot_bring_markup(edition: TinyEdition) -> None:
    row = '05OTTAWA1 | p1"><script>x</script> | a | b | c'
    text = f"---\norphan: true\n---\n# More\n\n```{{cable:places}}\n{row}\n```\n"
    (edition.docs / "more.md").write_text(text, "utf-8")
    edition.build()
    assert "<script>x" not in edition.page("more")
    assert "&lt;script&gt;x&lt;/script&gt;" in edition.page("more")


def test_pages_read_in_parallel_have_the_same_rows(pages: TinyEdition, tmp_path: Path) -> None:
    one = pages.build("html", out="_build-one", parallel=1)
    two = pages.build("html", out="_build-two", parallel=2)
    assert sorted(warnings_of(one).splitlines()) == sorted(warnings_of(two).splitlines())
    for name, fault in CASES:
        page = Path("html", "rows", f"{name}-{fault}.html")
        first = pages.docs / "_build-one" / page
        assert first.read_bytes() == (pages.docs / "_build-two" / page).read_bytes()


@pytest.mark.parametrize(
    ("source", "path"),
    [
        (None, "docs/index.md"),
        ("", "docs/index.md"),
        ("/edition/docs/about.md", "docs/about.md"),
        (Path("/edition/docs/about.md"), "docs/about.md"),
    ],
)
def test_where_docutils_knows_no_file_the_page_that_is_read_is_named(
    source: str | Path | None, path: str
) -> None:
    env = SimpleNamespace(docname="index", srcdir=Path("/edition/docs"))
    env.doc2path = lambda name: env.srcdir / f"{name}.md"
    assert page_path(source, cast("BuildEnvironment", env)) == path
