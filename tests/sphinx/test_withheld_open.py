"""What editors write that would publish a withheld name: build and check stop at it alike."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.problems import CODES
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import GLOSSARY, TinyEdition, cable_text, warnings_of
from .redacted import NAME, WORDS, files_with, refusal

TERM = "- {id: q, term: QX, expansion: the bureau of Mr. Quux, tip: A bureau, status: cable}\n"
OPEN: dict[str, tuple[Callable[[TinyEdition], object], str]] = {
    "register": (
        lambda at: at.register("glossary", GLOSSARY + TERM),
        "docs/registers/glossary.yaml:17: an entry of the register glossary has what ",
    ),
    "id of a register": (
        lambda at: at.register("glossary", GLOSSARY + TERM.replace("id: q", "id: quux-zebedee")),
        "docs/registers/glossary.yaml:17: an entry of the register glossary has what ",
    ),
    "former id": (
        lambda at: at.register(
            "glossary",
            GLOSSARY + TERM.replace("Mr. Quux", "Mr. Q").replace("}", ", formerly: [zebedeequux]}"),
        ),
        "docs/registers/glossary.yaml:17: an entry of the register glossary has what ",
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
        "source_cables/05OTTAWA2.yaml:2: the note n-who has what ",
    ),
    "the id of a note": (
        lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
            "notes:\n  - {id: zebedee-quux, at: p1, kind: inference, text: He is.}\n", "utf-8"
        ),
        "source_cables/05OTTAWA2.yaml:2: a piece has what ",
    ),
    "an emendation": (
        lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
            "emendations:\n  - {at: p1, rule: conjecture, quote: spoke, read: Quux, reason: X.}\n"
        ),
        "source_cables/05OTTAWA2.yaml:2: emendation 1 has what ",
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
    "a near name in another cable": (
        lambda at: at.add("05OTTAWA2", cable_text(2, ("(C) No.", "(C) Zebedee Quvx again."))),
        "source_cables/05OTTAWA2.txt:13: words here, in 05OTTAWA2, are like form 1 ",
    ),
    "a name in pieces in another cable": (
        lambda at: at.add("05OTTAWA2", cable_text(2, ("(C) No.", "(C) Zebedee Qu ux."))),
        "source_cables/05OTTAWA2.txt:13: words here, in 05OTTAWA2, are like form 1 ",
    ),
    "a near name in a note": (
        lambda at: (at.sources / "05OTTAWA2.yaml").write_text(
            "notes:\n  - {id: who, at: p1, kind: inference, text: Zebedee Quvx.}\n", "utf-8"
        ),
        "source_cables/05OTTAWA2.yaml:2: words of the note ",
    ),
    "a near name in a register": (
        lambda at: at.register("glossary", GLOSSARY + TERM.replace("Mr. Quux", "Zebedee Qux")),
        "docs/registers/glossary.yaml:17: words of an entry of the register glossary are like ",
    ),
    "a source of a register": (
        lambda at: at.register(
            "sources", "- address: https://example.org/a\n  author: Z. Quux\n  title: A letter\n"
        ),
        "docs/registers/sources.yaml:1: an entry of the register sources has ",
    ),
    "an event": (
        lambda at: at.register(
            "chronology", "- {id: e, date: 2005-01-02, text: Mr. Quux came., sources: [cable]}\n"
        ),
        "docs/registers/chronology.yaml:1: an entry of the register events has ",
    ),
    "the note on a release": (
        lambda at: (at.sources / "releases.yaml").write_text(
            "releases:\n  - version: 1.0.0\n    date: 2026-01-02\n    note: Of Zebedee Quux.\n"
        ),
        "source_cables/releases.yaml:4: the note on release 1.0.0 has ",
    ),
    "a note beside what its own cable withholds": (
        lambda at: (at.sources / "05OTTAWA1.yaml").write_text(
            NAME + "notes:\n  - {id: who, at: p1, kind: inference, text: He is Quux.}\n", "utf-8"
        ),
        "source_cables/05OTTAWA1.yaml:4: the note n-who has ",
    ),
    "a work that quotes the edition": (
        lambda at: (at.docs / "registers" / "works.json").write_text(
            '[{"id": "w", "type": "book", "title": "Of Zebedee Quux"}]', "utf-8"
        ),
        "docs/registers/works.json:1: an entry of the register works has ",
    ),
    "another witness": (
        lambda at: (
            at.add("copy", cable_text(2, ("(C) Zebedee Quux spoke.",))),
            (at.sources / "05OTTAWA2.yaml").write_text(
                "witnesses: [{siglum: B, file: copy.txt, kind: leak}]\n", "utf-8"
            ),
        ),
        "source_cables/copy.txt:",
    ),
    "a near name in a source of a register": (
        lambda at: at.register(
            "sources", "- address: https://example.org/a\n  author: Zebedee Qux\n  title: A\n"
        ),
        "docs/registers/sources.yaml:1: words of an entry of the register sources are like ",
    ),
    "a near name in the note on a release": (
        lambda at: (at.sources / "releases.yaml").write_text(
            "releases:\n  - version: 1.0.0\n    date: 2026-01-02\n    note: Of Zebedee Qux.\n"
        ),
        "source_cables/releases.yaml:4: words of the note on release 1.0.0 are like ",
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


def test_each_place_that_has_the_name_is_told_at_once(redacted: TinyEdition) -> None:
    redacted.register("glossary", GLOSSARY + TERM)
    redacted.register(
        "chronology", "- {id: e, date: 2005-01-02, text: Mr. Quux came., sources: [cable]}\n"
    )
    with pytest.raises(EditionError) as caught:
        redacted.build()
    told = [line.partition(": ")[0] for line in str(caught.value).splitlines()]
    assert told == ["docs/registers/glossary.yaml:17", "docs/registers/chronology.yaml:1"]


def test_in_what_folder_an_edition_stands_is_no_word_of_it(redacted: TinyEdition) -> None:
    redacted.register("glossary", GLOSSARY)
    redacted.register(
        "sources", "- {address: 'https://example.org/a', author: The Bureau, title: A}\n"
    )
    there = redacted.root.parent / "zebedee-quux"
    shutil.copytree(redacted.root, there)
    assert checked(TinyEdition(there)).exit_code == 0


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


def test_a_family_name_alone_or_an_excepted_one_may_stand_in_another_cable(
    redacted: TinyEdition,
) -> None:
    entry = NAME.replace("[Quux]", "[Quux], except: [Zebadee Quux]")
    (redacted.sources / "05OTTAWA1.yaml").write_text(entry.replace("forms: [Quux], ", ""), "utf-8")
    redacted.add(text=cable_text(paragraphs=("(C) Zebedee Quux.",)))
    redacted.add("05OTTAWA2", cable_text(2, ("(C) Mr. Quux.", "(C) Zebadee Quux again.")))
    assert checked(redacted).exit_code == 0


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
