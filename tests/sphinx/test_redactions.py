"""A built edition in which words are withheld: no output has them, and a leak stops the build."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html
from sphinx.testing.util import SphinxTestApp

from cable_edition.cli import main
from cable_edition.cli.verify import verify
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.edition.assemble import read_cables
from cable_edition.core.problems import CODES
from cable_edition.core.proof.leaks import search_folder
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import GLOSSARY, TinyEdition, add_when_read, cable_text, warnings_of

WORDS = ("(C) Zebedee Quux met Jane Roe in a hotel.", "(C) Quux left.")
NAME = "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: At risk., date: 2026-11-23}\n"


@pytest.fixture
def redacted(edition: TinyEdition) -> TinyEdition:
    """An edition of a cable in which one name is withheld."""
    edition.add(text=cable_text(paragraphs=WORDS, subject="A TALK WITH ZEBEDEE QUUX"))
    edition.add("05OTTAWA2", cable_text(2))
    (edition.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    return edition


def load(edition: TinyEdition) -> list[Redacted]:
    return list(read_cables(edition.sources).redacted.values())


def refusal(edition: TinyEdition) -> str:
    with pytest.raises(EditionError) as caught:
        edition.build()
    return str(caught.value)


def files_with(folder: Path, word: bytes) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and word in path.read_bytes().lower()
    ]


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


@pytest.mark.parametrize("words", ["Zebedee Quux.", "% Zebedee QUUX", "![Z. Quux](a.png)"])
def test_a_chapter_with_the_name_stops_before_it_is_read(redacted: TinyEdition, words: str) -> None:
    (redacted.docs / "more.md").write_text(f"---\norphan: true\n---\n# More\n\n{words}\n", "utf-8")
    message = refusal(redacted)
    assert message.startswith("docs/more.md:6: this chapter has what form ")
    assert message.count("\n") == 0
    assert not (redacted.html / "more.html").exists()


def test_a_title_with_the_name_stops_in_one_line(redacted: TinyEdition) -> None:
    conf = redacted.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + "\nhtml_title = 'Of Zebedee Quux'\n", "utf-8")
    message = refusal(redacted)
    assert message.startswith("docs/conf.py:")
    assert "the value of `html_title` has what form " in message
    assert message.count("\n") == 0


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


TERM = "- {id: q, term: QX, expansion: the bureau of Mr. Quux, tip: A bureau, status: cable}\n"
OPEN: dict[str, tuple[Callable[[TinyEdition], object], str]] = {
    "register": (
        lambda at: at.register("glossary", GLOSSARY + TERM),
        "glossary/index.md: this page would have",
    ),
    "id of a register": (
        lambda at: at.register("glossary", GLOSSARY + TERM.replace("id: q", "id: quux-zebedee")),
        "glossary/index.md: this page would have",
    ),
    "former id": (
        lambda at: at.register(
            "glossary",
            GLOSSARY + TERM.replace("Mr. Quux", "Mr. Q").replace("}", ", formerly: [zebedeequux]}"),
        ),
        "glossary/index.md: this page would have",
    ),
    "another cable": (
        lambda at: at.add("05OTTAWA2", cable_text(2, ("(C) No.", "(C) ZEBEDEE, QUUX again."))),
        "source_cables/05OTTAWA2.txt:13: what form 1 ",
    ),
    "an address in another cable": (
        lambda at: at.add("05OTTAWA2", cable_text(2, ("(C) See www.x.org/?q=Zebedee%20Quux.",))),
        "source_cables/05OTTAWA2.txt:11: what form 1 ",
    ),
    "a note": (
        lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
            "notes:\n  - {id: who, at: p1, kind: inference, text: He is Q\u00fa\u00fcx.}\n", "utf-8"
        ),
        "source_cables/05OTTAWA2.txt: this page would have",
    ),
    "the id of a note": (
        lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
            "notes:\n  - {id: zebedee-quux, at: p1, kind: inference, text: He is.}\n", "utf-8"
        ),
        "source_cables/05OTTAWA2.txt: this page would have",
    ),
    "an emendation": (
        lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
            "emendations:\n  - {at: p1, rule: conjecture, quote: spoke, read: Quux, reason: X.}\n"
        ),
        "source_cables/05OTTAWA2.txt: this page would have",
    ),
    "a sidecar astray": (
        lambda at: (at.sources / "05Ottawa2.yaml").write_text(NAME, "utf-8"),
        "source_cables/05Ottawa2.yaml:1: this file withholds words",
    ),
    "a form that is nowhere": (
        lambda at: (at.sources / "05OTTAWA1.yaml").write_text(NAME.replace("[Quux]", "[Qibb]")),
        "source_cables/05OTTAWA1.yaml:2: form 2 of redaction 1 of 05OTTAWA1.yaml (line 2) stands",
    ),
    "a near name": (
        lambda at: at.add(text=cable_text(paragraphs=(*WORDS, "(C) Zebadee Quux."))),
        "source_cables/05OTTAWA1.txt:15: words here are like form 1 ",
    ),
    "a mark that goes": (
        lambda at: (at.sources / "05OTTAWA1.yaml").write_text(
            NAME.replace("[Quux]", "['(C) Quux']")
        ),
        "source_cables/05OTTAWA1.yaml:2: the redactions of 05OTTAWA1 would take away",
    ),
    "a key that is not known": (
        lambda at: (at.sources / "05OTTAWA1.yaml").write_text(NAME + "redaction: x\n"),
        "source_cables/05OTTAWA1.yaml:3: 05OTTAWA1 cannot be published",
    ),
}


@pytest.mark.parametrize("case", OPEN)
def test_whatever_would_publish_the_name_stops_the_build_and_check_alike(
    redacted: TinyEdition, case: str
) -> None:
    spoil, begins = OPEN[case]
    assert checked(redacted).exit_code == 0
    spoil(redacted)
    with pytest.raises(EditionError) as caught:
        redacted.build()
    lines = str(caught.value).splitlines()
    assert any(line.startswith(begins) for line in lines), lines
    assert "uux" not in str(caught.value).lower().replace("quux-zebedee", "")
    assert list(redacted.html.rglob("*.html")) == []
    assert not (redacted.docs / "cables").exists()
    done = checked(redacted)
    assert done.exit_code == 2, done.output
    said = [json.loads(line) for line in done.output.splitlines()]
    fatal = {(one["code"], one["message"]) for one in said if CODES[one["code"]].fatal}
    assert {f"{message} [{code}]" for code, message in fatal} == {
        line[line.index(message) :] for line in lines for _, message in fatal if message in line
    }
    assert len(fatal) == len(lines)


def checked(edition: TinyEdition) -> Result:
    folders = ["--sources", str(edition.sources), "--registers", str(edition.docs / "registers")]
    return CliRunner().invoke(main, ["check", "--format", "json", *folders])


def test_files_that_are_published_stop_build_and_check_in_the_same_lines(
    redacted: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = redacted.docs / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}html_static_path = ['_static']\n", "utf-8")
    (redacted.docs / "_static").mkdir()
    for name, text in {
        "_static/of-zebedee-quux.css": "",
        "_static/a.js": "// one\nlet by = 'Qu\\u0075x';\n",
        "_static/unnamed.css": "a{}",
        "part.inc": "He was Quux.\n",
        "unused.inc": "He was Quux.\n",
        "more.md": "---\norphan: true\n---\n# More\n\n```{include} part.inc\n```\n",
    }.items():
        (redacted.docs / name).write_text(text, "utf-8")
    lines = refusal(redacted).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("docs/_static/a.js:2: this file has what form ")
    assert lines[1].startswith("docs/_static/of-[withheld].css: the name of this file has what ")
    assert lines[2].startswith("docs/part.inc:1: this file has what form ")
    assert "quux" not in "".join(lines).lower()
    monkeypatch.chdir(redacted.root)
    said = [json.loads(line) for line in checked(redacted).stdout.splitlines()]
    places = [f"{one['path']}:{one['line']}: {one['message']}" for one in said if one["path"]]
    for line in lines:
        assert line.replace("css: ", "css:None: ").removesuffix(" [withheld-open]") in places


def test_check_shows_the_place_and_the_line_of_the_sidecar(redacted: TinyEdition) -> None:
    folders = ["--sources", str(redacted.sources), "--registers", str(redacted.docs / "registers")]
    redacted.add(text=cable_text(paragraphs=(*WORDS, "(C) Zebadee Quux.")))
    said = CliRunner().invoke(main, ["check", *folders]).output
    assert "      3. (C) Zebadee Quux.\n" in said
    (redacted.sources / "05OTTAWA1.yaml").write_text(NAME.replace("[Quux]", "[Qibb]"))
    said = CliRunner().invoke(main, ["check", *folders]).output
    assert "      - {name: Zebedee Quux, forms: [Qibb]" in said


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


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Vander mer", "redaction-near"),
        ("Vander\nmer", "redaction-near"),
        ("Vandermere", "redaction-near"),
        ("Vand er\nmeer", "redaction-near"),
        ("Vander-meer", "withheld-open"),
        ("Vander-\nmeer", "withheld-open"),
    ],
)
def test_chapters_are_searched_before_they_are_read(
    edition: TinyEdition, words: str, code: str
) -> None:
    """What is withheld stands in no chapter, nor anything like it; the place is told."""
    edition.add(text=cable_text(paragraphs=("(C) Vandermeer left.",)))
    sidecar = "redactions:\n  - {name: Vandermeer, reason: At risk., date: 2026-11-23}\n"
    (edition.sources / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    chapter = edition.docs / "chapter.md"
    chapter.write_text(f"---\norphan: true\n---\n# Chapter\n\nOf {words} in port.\n", "utf-8")
    (said,) = refusal(edition).splitlines()
    assert said.startswith("docs/chapter.md:6: ")
    assert said.endswith(f"[{code}]")
    assert "andermeer" not in said
    assert not edition.html.is_dir() or files_with(edition.html, b"meer") == []


def test_words_that_a_redaction_excepts_may_stand_in_a_chapter(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Vandermeer left.",)))
    entry = "{name: Vandermeer, except: [Vandermere], reason: At risk., date: 2026-11-23}"
    (edition.sources / "05OTTAWA1.yaml").write_text(f"redactions:\n  - {entry}\n", "utf-8")
    chapter = edition.docs / "chapter.md"
    chapter.write_text("---\norphan: true\n---\n# Chapter\n\nOf Vandermere.\n", "utf-8")
    assert warnings_of(edition.build()) == ""
    chapter.write_text("---\norphan: true\n---\n# Chapter\n\nOf Vandermeer.\n", "utf-8")
    assert "chapter.md:6: " in refusal(edition)
    assert files_with(edition.html, b"vandermeer") == []


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
