"""The examples of the page on forms: they stand in their files, which are read as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.decode import decode
from cable_edition.core.reading.parse import parse, parse_all

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors" / "forms.md").read_text("utf-8")
_BLOCK = re.compile(
    r"^(?P<fence>`{3,4})\{code-block\} \w+\n:caption: (?P<path>\S+)\n\n?(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
#: What the page says is left: words of the file that no value, paragraph or list of its cables has.
LEFT = {
    "09ROME211.html": ("Reference ID", "&#x000A;"),
    "05ROME301.txt": ("---|---",),
    "10NAPLES60.html": ("s_key",),
    "77ROME4321.txt": ("PERFOR-",),
    "08ROME1028.txt": ("Page 1 of 2",),
    "59ROME831.xml": ("xml:id",),
    "harbor-message.txt": ("RMKS/",),
    "lantern-dump.sql": ("INSERT INTO", "Porto Sereno; (two lamps)"),
    "08ROME405.md": ("```",),
}
#: What it says is kept beside the text: the name of a value of the record, and its words.
KEPT = {
    "10NAPLES60.html": ("Canonical ID", "10NAPLES60_a"),
    "77ROME4321.txt": ("Document Number", "1977ROME04321"),
    "08ROME1028.txt": ("Dissemination Rule", "Archive Copy"),
    "05NAPLES77.txt": ("Review authority", "Jane Q. Reviewer, Senior Reviewer"),
    "59ROME831.xml": ("Note 2", "Telegram 796 counted the lamps."),
    "harbor-message.txt": ("POC", "J. ROE/LT/HARBOR LAMPS"),
    "lantern-records.json": ("refid", "07NEWDELHI11"),
    "lantern-table.csv": ("remarks", "first of two; complete"),
    "lantern-dump.sql": ("refid", "07ROME611"),
    "08ROME405.md": ("note", "copied by hand"),
}


class Example(NamedTuple):
    """An example: its file, its lines, and the text of its section."""

    path: Path
    lines: list[str]
    section: str


def _examples() -> dict[str, Example]:
    found = {}
    for match in _BLOCK.finditer(PAGE):
        start = max(PAGE.rfind(f"\n{mark} ", 0, match.start()) for mark in ("##", "###"))
        stop = re.compile(r"\n##+ ").search(PAGE, match.end())
        section = PAGE[start : stop.start() if stop else len(PAGE)]
        path = ROOT / match["path"]
        found[path.name] = Example(path, match["text"].splitlines(), section)
    return found


EXAMPLES = _examples()


def _cables(name: str) -> list[Cable]:
    path = EXAMPLES[name].path
    return list(parse_all(path.read_bytes(), name=path.name))


def _words(cable: Cable) -> str:
    """Return all words that a record has of a cable, without those of where they stand."""
    record = cable.to_dict()
    del record["source"], record["problems"]
    return str(record)


#: Examples that stand in no file: the first words, and the form that their section names.
WITHOUT_FILE = {"<p>UNCLAS QUITO": "cablegate-html", '<?xml version="1.0"': "xml"}
#: Sections of the page that name a form in words alone.
IN_WORDS = {"Plain text", "Excisions", "Identifiers of our own", "Another form"}


@pytest.mark.parametrize("begin", WITHOUT_FILE)
def test_an_example_without_a_file_is_read_as_its_section_says(begin: str) -> None:
    (text,) = [
        one
        for one in re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        if one.startswith(begin)
    ]
    section = PAGE[PAGE.rfind("\n### ", 0, PAGE.index(text)) : PAGE.index(text) + len(text) + 900]
    cable = parse(text)
    assert cable.source.format == WITHOUT_FILE[begin]
    assert re.search(rf"[Ff]orm:?\s`{cable.source.format}`", section)
    assert cable.paragraphs
    assert cover_problems(cable) == []


def test_each_section_on_a_form_has_an_example() -> None:
    parts = re.split(r"^(##+) (.+)$", PAGE, flags=re.MULTILINE)
    sections = list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True))
    for index, (level, title, text) in enumerate(sections):
        inner = index + 1 < len(sections) and len(sections[index + 1][0]) > len(level)
        if not inner and title not in IN_WORDS:
            assert "```" in text, title


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 14
    assert set(LEFT) | set(KEPT) <= set(EXAMPLES)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_stands_in_its_file(name: str) -> None:
    one = EXAMPLES[name]
    text = decode(one.path.read_bytes())[0].text if one.path.suffix == ".pdf" else ""
    text = text or one.path.read_text("utf-8")
    at = 0
    for line in one.lines:
        if line.strip() in {"...", ""}:
            continue
        found = text.find(line.strip(), at)
        assert found >= 0, line
        at = found + len(line.strip())


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_is_read_in_the_form_that_its_section_names(name: str) -> None:
    cables = _cables(name)
    assert cables
    for cable in cables:
        assert re.search(rf"[Ff]orm:?\s`{cable.source.format}`", EXAMPLES[name].section)
        assert cover_problems(cable) == []
        assert cable.paragraphs


@pytest.mark.parametrize("name", sorted(LEFT))
def test_what_is_left_is_in_no_value(name: str) -> None:
    for words in LEFT[name]:
        assert words in EXAMPLES[name].path.read_text("utf-8")
        assert all(words not in _words(cable) for cable in _cables(name))


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_is_kept_is_a_value_under_its_own_name(name: str) -> None:
    values = {
        (item.name, item.value.text) for cable in _cables(name) for item in cable.record.attributes
    }
    assert KEPT[name] in values
