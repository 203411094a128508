"""A built edition in which words are withheld: no output has them, and a leak stops the build."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from sphinx.testing.util import SphinxTestApp

from cable_edition.cli import main
from cable_edition.cli.verify import verify
from cable_edition.core.proof.leaks import search_folder
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition, add_when_read, cable_text, warnings_of
from .redacted import NAME, files_with, load, refusal

SAID = """\
{doc}`zebedee-quux` {ref}`quux` ![A picture](zebedee%20quux.png) [there](#Quux)

```{Quux}
```
"""


def test_no_message_repeats_what_is_withheld(redacted: TinyEdition) -> None:
    add_when_read(redacted, "more", f"\n{SAID}")
    said, warned = io.StringIO(), io.StringIO()
    app = SphinxTestApp("html", srcdir=redacted.docs, status=said, warning=warned)
    try:
        with pytest.raises(EditionError):
            app.build()
    finally:
        app.cleanup()
    lines = [line for line in warned.getvalue().splitlines() if "WARNING" in line]
    assert len(lines) >= 4
    assert all("[withheld]" in line for line in lines), lines
    assert all("more.md" in line for line in lines), lines
    assert "quux" not in (said.getvalue() + warned.getvalue()).lower()
    assert [one for one in app.messagelog if "quux" in one.lower()] == []


def test_no_output_has_the_name_and_the_page_says_so(redacted: TinyEdition) -> None:
    assert warnings_of(redacted.build()) == ""
    assert files_with(redacted.docs, b"quux") == []
    page = html.fromstring(redacted.page("cables/05OTTAWA1"))
    words = page.get_element_by_id("p1").find_class("cable-words")[0]
    assert words.text_content() == "[withheld] met Jane Roe in a hotel."
    assert [gap.text_content() for gap in words.find_class("cable-withheld")] == ["[withheld]"]
    (box,) = page.find_class("cable-missing")
    assert "3 places are withheld by the editors, since 2026-11-23" in box.text_content()
    assert "At risk." in box.text_content()
    assert "published witness, in which words are withheld" in page.text_content()
    assert "A TALK WITH [withheld]" in page.xpath("//title/text()")[0]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_first_redaction_of_a_built_cable_leaves_nothing_of_it(
    redacted: TinyEdition, builder: str, times: int
) -> None:
    sidecar = redacted.sources / "05OTTAWA1.yaml"
    sidecar.unlink()
    out = redacted.docs / "_build" / builder
    for _ in range(times):
        redacted.build(builder)
    assert b'"quux"' in (out / "_search" / "w-q.js").read_bytes()
    sidecar.write_text(NAME, "utf-8")
    assert warnings_of(redacted.build(builder)) == ""
    assert files_with(redacted.docs, b"quux") == []
    assert warnings_of(redacted.build(builder)) == ""


def shards(edition: TinyEdition) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (edition.html / "_search").iterdir()}


def test_a_redaction_that_is_taken_back_and_made_again(redacted: TinyEdition) -> None:
    redacted.build()
    clean = shards(redacted)
    sidecar = redacted.sources / "05OTTAWA1.yaml"
    sidecar.unlink()
    redacted.build()
    assert shards(redacted) != clean
    sidecar.write_text(NAME, "utf-8")
    redacted.build()
    assert shards(redacted) == clean


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w-q.js", 'cableSearch("w-q",{"quux":"0!"});\n'),
        ("w-q.js", 'cableSearch("w-q",{"quux":"0!#)"});\n'),
        ("t-99.js", 'cableSearch("t-99",{"places":[["p1","","Zebedee Quux"]]});\n'),
        ("index.js", 'cableSearch("index",{"words":"quux"});\n'),
    ],
)
def test_a_word_in_a_shard_of_an_earlier_build_is_a_leak(
    redacted: TinyEdition, name: str, text: str
) -> None:
    redacted.build()
    (redacted.html / "_search" / name).write_text(text)
    found = [one.message for one in search_folder(redacted.html, load(redacted))]
    (message,) = [one for one in found if one.startswith(f"_search/{name}: ")]
    assert "redaction 1 of 05OTTAWA1.yaml (line 2)" in message
    assert "uux" not in "".join(found).lower()


def test_a_word_that_stands_elsewhere_may_not_lead_to_another_text(
    redacted: TinyEdition,
) -> None:
    """Of a name that is withheld in its place alone, the shards are compared with the texts."""
    (redacted.sources / "05OTTAWA1.yaml").write_text(
        "redactions:\n  - {at: p2, quote: Quux left, reason: At risk., date: 2026-11-23}\n"
        "  - {name: Zebedee Quux, reason: At risk., date: 2026-11-23}\n",
        "utf-8",
    )
    redacted.build()
    assert search_folder(redacted.html, load(redacted)) == []
    folder = redacted.html / "_search"
    (folder / "w-l.js").write_text('cableSearch("w-l",{"left":"0!"});\n')
    (folder / "p-l.js").write_text('cableSearch("p-l",{"left":"0!!"});\n')
    (problem,) = search_folder(redacted.html, load(redacted))
    assert problem.message.startswith("_search/index.js: ")
    assert "is left of another build" in problem.message


def test_shards_that_cannot_be_read_are_not_cleared(redacted: TinyEdition) -> None:
    redacted.build()
    (redacted.html / "_search" / "t-0.js").write_text("cableSearch(")
    (problem,) = search_folder(redacted.html, load(redacted))
    assert "cannot be read" in problem.message


def test_a_leak_takes_the_whole_index_away(redacted: TinyEdition) -> None:
    (redacted.docs / "more.md").write_text("---\norphan: true\n---\n# More\n\nQuux was here.\n")
    with pytest.raises(EditionError):
        redacted.build()
    assert not list((redacted.html / "_search").glob("*.js"))


FAULTS = {
    "open": lambda at: at.add("05OTTAWA3", cable_text(3, ("(C) Quux is here.",))),
    "unplaced": lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
        NAME.replace("Zebedee Quux, forms: [Quux]", "Nobody Else"), "utf-8"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_that_stops_leaves_nothing_of_what_was_built_before(
    redacted: TinyEdition, fault: str
) -> None:
    sidecar = redacted.sources / "05OTTAWA1.yaml"
    sidecar.unlink()
    redacted.build()
    mine = redacted.html / "mine.txt"
    mine.write_text("Quux, as I know.", "utf-8")
    assert len(files_with(redacted.docs, b"quux")) > 6
    sidecar.write_text(NAME, "utf-8")
    FAULTS[fault](redacted)
    message = refusal(redacted)
    assert "cables/05OTTAWA1.html: " in message
    assert "an earlier build wrote it; it is taken away [withheld-survives]" in message
    assert "mine.txt: line 1: " in message
    assert "publish it no more [withheld-survives]" in message
    assert "quux" not in message.lower()
    assert files_with(redacted.docs, b"quux") == ["_build/html/mine.txt"]
    mine.unlink()
    for path in (redacted.sources / "05OTTAWA3.txt", redacted.sources / "05OTTAWA2.yaml"):
        path.unlink(missing_ok=True)
    assert warnings_of(redacted.build()) == ""
    assert "[withheld]" in redacted.page("cables/05OTTAWA1")


LEFT = {
    "of-no-page": ({"quux": []}, ""),
    "of-a-page-that-has-gone": ({"quux": 99}, ""),
    "of-a-page-without-it": ({"quux": [0]}, "quick"),
    "a-stem": ({"zebede": 0}, ""),
}


@pytest.mark.parametrize("left", LEFT)
def test_a_term_of_an_earlier_build_in_an_index_of_sphinx_is_a_leak(
    redacted: TinyEdition, tmp_path: Path, left: str
) -> None:
    """Other builders of Sphinx have its own index."""
    terms, words = LEFT[left]
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "a.html").write_text(f"<p>{words}</p>")
    index = {"docnames": ["a"], "terms": terms, "titleterms": {}}
    (folder / "searchindex.js").write_text(f"Search.setIndex({json.dumps(index)})")
    (problem,) = search_folder(folder, load(redacted))
    assert problem.message.startswith("searchindex.js: ")
    assert "redaction 1 of 05OTTAWA1.yaml (line 2)" in problem.message
    assert "uux" not in problem.message.lower()


def test_a_search_index_that_cannot_be_read_is_not_cleared(
    redacted: TinyEdition, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "searchindex.js").write_text("Search.setIndex({}")
    (problem,) = search_folder(folder, load(redacted))
    assert "its terms cannot be read" in problem.message


@pytest.mark.parametrize("name", ["06OTTAWA1.yaml", "05OTTAWA1.YAML", "more/05OTTAWA01.yaml"])
def test_nothing_is_written_where_a_sidecar_belongs_to_no_cable(
    redacted: TinyEdition, name: str
) -> None:
    path = redacted.sources / name
    path.parent.mkdir(exist_ok=True)
    (redacted.sources / "05OTTAWA1.yaml").rename(path)
    with pytest.raises(EditionError, match="sidecar-astray"):
        redacted.build()
    assert list(redacted.html.rglob("*.*")) == []
    assert not (redacted.docs / "cables").exists()


def test_a_file_that_nobody_reads_is_named_and_fails_nothing(edition: TinyEdition) -> None:
    edition.add()
    (edition.sources / "05OTTAWA1.YAML").write_text("base: x\n", "utf-8")
    said = warnings_of(edition.build())
    assert said.count("source_cables/05OTTAWA1.YAML: NOTICE: ") == 1
    assert "WARNING" not in said


def test_verify_proves_the_page_against_the_redacted_witness(redacted: TinyEdition) -> None:
    redacted.build()
    arguments = [str(redacted.html), "--sources", str(redacted.sources)]
    assert CliRunner().invoke(verify, arguments).exit_code == 0
    page = redacted.html / "cables" / "05OTTAWA1.html"
    page.write_text(page.read_text("utf-8").replace(" left.", " fled."), "utf-8")
    assert CliRunner().invoke(verify, arguments).exit_code == 1


@pytest.mark.parametrize("builder", ["latex", "epub", "text"])
def test_other_formats_are_searched_too(redacted: TinyEdition, builder: str) -> None:
    redacted.build(builder)
    # A chapter itself would be told before it is read.
    add_when_read(redacted, "aside", "\nQuux.\n")
    if builder == "latex":
        index = redacted.docs / "index.md"
        index.write_text(index.read_text("utf-8").replace("cables/index", "aside\ncables/index"))
    if builder == "epub":
        (book,) = (redacted.docs / "_build" / "epub").glob("*.epub")
        with zipfile.ZipFile(book) as archive:
            assert not [n for n in archive.namelist() if b"quux" in archive.read(n).lower()]
    with pytest.raises(EditionError, match="survives"):
        redacted.build(builder)


def test_a_redaction_that_cannot_be_carried_out_stops_the_build(redacted: TinyEdition) -> None:
    for text in (NAME.replace("Zebedee", "Zebadee"), NAME.replace("reason", "reson"), "a: 1\n"):
        (redacted.sources / "05OTTAWA1.yaml").write_text(text, "utf-8")
        with pytest.raises(EditionError) as caught:
            redacted.build()
        assert "redaction" in str(caught.value) or "withhold" in str(caught.value)
        assert files_with(redacted.docs, b"quux") == []


def test_withholding_words_after_a_release_moves_no_anchor(redacted: TinyEdition) -> None:
    (redacted.sources / "05OTTAWA1.yaml").unlink()
    folders = ["--sources", str(redacted.sources), "--registers", str(redacted.docs / "registers")]

    def run(version: str) -> str:
        assert CliRunner().invoke(main, ["seal", str(redacted.sources)]).exit_code == 0
        done = CliRunner().invoke(main, ["release", version, "--date", "2026-11-23", *folders])
        assert done.exit_code == 0, done.output
        (redacted.sources / "SHA256SUMS").unlink()
        return done.output

    run("0.1.0")
    (redacted.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    assert warnings_of(redacted.build()) == ""
    assert "05OTTAWA1: redacted (subject, p1, p2)" in run("0.2.0")
    assert warnings_of(redacted.build()) == ""
    assert files_with(redacted.docs, b"quux") == []
    source = redacted.sources / "05OTTAWA1.txt"
    source.write_text(source.read_text("utf-8").replace("in a hotel", "in a castle"), "utf-8")
    with pytest.raises(EditionError, match="anchor-changed"):
        redacted.build()


def test_a_name_of_two_letters_is_withheld(edition: TinyEdition) -> None:
    """Scripts and styles that packages ship have any two letters; a changed one is searched."""
    edition.add(text=cable_text(paragraphs=("(C) Ed left.",)))
    sidecar = "redactions:\n  - {name: Ed, reason: At risk., date: 2026-11-23}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    assert warnings_of(edition.build()) == ""
    assert search_folder(edition.html, load(edition)) == []
    script = edition.html / "_static" / "cable-search-words.js"
    script.write_text(script.read_text("utf-8") + "// Ed left\n", "utf-8")
    page = edition.html / "index.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>Ed</p></body>"), "utf-8")
    told = [Path(one.path).name for one in search_folder(edition.html, load(edition))]
    assert sorted(told) == ["cable-search-words.js", "index.html"]


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ("", "", False),
        ("</body>", "<p>Ed</p></body>", True),
        ('"use strict";', '"use strict"; // Ed left', True),
        ("</script>", "/* Ed */</script>", True),
    ],
)
def test_a_name_of_two_letters_is_withheld_beside_the_scripts_of_the_search(
    edition: TinyEdition, old: str, new: str, is_told: bool
) -> None:
    """The page of the search has scripts that the program ships; one with other words is none."""
    edition.add(text=cable_text(paragraphs=("(C) Ed left.",)))
    sidecar = "redactions:\n  - {name: Ed, reason: At risk., date: 2026-11-23}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    edition.build()
    page = edition.html / "search.html"
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")
    told = [Path(one.path).name for one in search_folder(edition.html, load(edition))]
    assert told == ["search.html"] * is_told
