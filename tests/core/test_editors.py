"""Editors with an ORCID: what a setting may say, and what a new edition makes of it.

The ORCIDs are those of ORCID's own documentation; Josiah Carberry does not exist.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cable_edition.core.settings.edition_file import load_file
from cable_edition.core.settings.editors import EDITOR, Editor, editor_of
from cable_edition.exports.info import info_of
from cable_edition.template.answers import Answers
from cable_edition.template.files_of_edition import files_of_edition

ORCID = "https://orcid.org/0000-0002-1825-0097"


@pytest.mark.parametrize(
    "words",
    [
        f"Josiah Carberry <{ORCID}>",
        "Josiah Carberry <orcid:0000-0002-1825-0097>",
        "Josiah Carberry<http://orcid.org/0000-0002-1825-0097>",
        f"  Josiah Carberry  < {ORCID}/?lang=en > ",
    ],
)
def test_a_name_and_an_orcid(words: str) -> None:
    assert EDITOR.fits(words)
    assert editor_of(words) == Editor("Josiah Carberry", ORCID)


@pytest.mark.parametrize(
    "words", ["Josiah Carberry", "The <makers>", "A <j@example.org>", "Press <https://x.example>"]
)
def test_other_words_are_a_name(words: str) -> None:
    assert EDITOR.fits(words)
    assert editor_of(words) == Editor(words)


@pytest.mark.parametrize(
    "words",
    [
        "Josiah Carberry <https://orcid.org/0000-0002-1825-0098>",
        "Josiah Carberry <https://orcid.org/>",
        "Josiah Carberry <0000-0002-1825-0097>",
        "Josiah Carberry <orcid:gnd>",
        "",
        "two\nlines",
    ],
)
def test_a_wrong_orcid_is_no_setting(words: str) -> None:
    assert not EDITOR.fits(words)


def test_a_wrong_orcid_is_told_and_names_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    path.write_text(f'editors = ["Josiah Carberry <{ORCID}>", "B Roe"]\n', "utf-8")
    file, problems = load_file(path)
    assert problems == []
    assert file.settings.author == "Josiah Carberry, B Roe"
    info = info_of(file)
    assert info.editors == "Josiah Carberry; B Roe"
    assert info.identified == [{"@id": ORCID, "@type": "Person", "name": "Josiah Carberry"}]
    path.write_text('\neditors = ["Josiah Carberry <https://orcid.org/0000-0002-1825-0098>"]\n')
    _, problems = load_file(path)
    (problem,) = problems
    assert (problem.code, problem.line) == ("bad-setting", 2)
    assert "last digit" in problem.message


def test_a_new_edition_says_it_in_its_citation() -> None:
    made = files_of_edition(Answers(editors=(f"Josiah Carberry <{ORCID}>", "B Roe")))
    citation = yaml.safe_load(made["CITATION.cff"])
    assert citation["authors"] == [
        {"name": "Josiah Carberry", "orcid": ORCID},
        {"name": "B Roe"},
    ]
    assert f"<{ORCID}>" in made["edition.toml"]
