"""What a new edition says in other languages, and which there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cable_edition.core.settings import load_from
from cable_edition.template.answers import Answers, untitled
from cable_edition.template.files_of_edition import files_of_edition, has_chapters
from cable_edition.template.origin import kept_of
from tests.core.test_new_edition import run

#: Before a sign of French that has a space before it stands one at which no line ends.
BEFORE_SIGN = re.compile(r"(?<![\u00a0\u202f:`{])[;:!?»](?=[\s`])(?!`)|«(?![\u00a0\u202f])")
OTHERS = ("fr", "de")


@pytest.mark.parametrize("language", OTHERS)
def test_every_chapter_is_there_in_the_language(language: str) -> None:
    english = files_of_edition(Answers())
    files = files_of_edition(Answers(title=untitled(language), language=language))
    assert files.keys() == english.keys()
    chapters = [name for name in files if name.startswith("docs/") and name.endswith(".md")]
    assert len(chapters) == 7
    for name in chapters:
        lines, before = files[name].splitlines(), english[name].splitlines()
        said = [line for line in lines if re.search(r"\w{4}", line) and line[:1] not in {":", "#"}]
        same = set(said) & set(before)
        # Names of pages in the contents are the same in all languages, as their addresses are.
        assert {one for one in same if " " in one} == set(), name
        # Roles, directives and headings are those of the English chapter.
        for mark in (r"\{[a-z:]+\}`[^`<]*<?([^`>]*)", r"^(#+ |:[a-z]+:|```)"):
            found = re.compile(mark, re.MULTILINE)
            assert sorted(found.findall(files[name])) == sorted(found.findall(english[name])), name
    if language == "fr":
        for name in chapters:
            text = re.sub(r"<https?://[^>]*>|`[^`]*`|^:.*$", "", files[name], flags=re.MULTILINE)
            assert BEFORE_SIGN.findall(text) == [], name


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Une édition de câbles diplomatiques"),
        ("fr-CA", "Une édition de câbles diplomatiques"),
        ("de", "Eine Edition diplomatischer Telegramme"),
        ("en", "An Edition of Diplomatic Cables"),
        ("pt-BR", "An Edition of Diplomatic Cables"),
    ],
)
def test_an_edition_without_a_title_is_given_one_in_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, title: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", "mine", "--defaults", "--language", language)
    assert done.exit_code == 0
    assert ("chapters are in English" in done.output) == (language == "pt-BR")
    settings = load_from(tmp_path / "mine")[0].settings
    assert settings.title == title
    assert f"# {title}\n" in (tmp_path / "mine" / "docs" / "index.md").read_text("utf-8")
    # What was answered is kept, and a later version gives the same files.
    answers, written = kept_of(tmp_path / "mine")
    assert files_of_edition(answers) == written


@pytest.mark.parametrize("tag", ["../de", "x", "zz", "fr/../de", "FR"])
def test_a_language_is_no_path(tag: str) -> None:
    assert has_chapters(tag) == (tag == "FR")
