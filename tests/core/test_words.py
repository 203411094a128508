"""What readers are told, in the language of the edition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cable_edition.core import words
from cable_edition.core.words import (
    around,
    is_translated,
    say,
    say_day,
    say_list,
    say_number,
    script_words,
    speak,
    speaking,
    spoken,
)

CATALOG = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

#: core/pages/cable_page.py
msgid "Subject"
msgstr "Objet"

msgid "{first} to {last}"
msgstr "de {first} à {last}"

msgid "{several} and {last}"
msgstr "{several} et {last}"

msgid "See {link}."
msgstr "Voir {link} ici."

msgid "{n} cable"
msgid_plural "{n} cables"
msgstr[0] "{n} câble"
msgstr[1] "{n} câbles"

#: theme/static/cable-search.js
msgid "Close"
msgstr "Fermer"
"""


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = tmp_path / "fr" / "LC_MESSAGES" / "cable_edition.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOG, "utf-8")
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    with speaking("fr"):
        yield


def test_english_is_said_as_it_stands() -> None:
    assert spoken().tag == "en"
    assert say("Subject") == "Subject"
    assert say("{first} to {last}", first=1, last=3) == "1 to 3"
    assert say_number(1, "{n} cable", "{n} cables") == "1 cable"
    assert say_number(12000, "{n} cable", "{n} cables") == "12000 cables"
    assert not is_translated()
    assert script_words() == ""


def test_braces_are_words_where_no_value_is_given() -> None:
    assert say("a set {1, 2}") == "a set {1, 2}"


def test_values_are_not_looked_into() -> None:
    assert say("{first} to {last}", first="{last}", last="{0}") == "{last} to {0}"


@pytest.mark.usefixtures("french")
def test_another_language() -> None:
    assert is_translated()
    assert say("Subject") == "Objet"
    assert say("{first} to {last}", first=1, last=3) == "de 1 à 3"
    assert say_list(["a", "b", "c"]) == "a, b et c"
    assert say_list(["a"]) == "a"
    assert around("See {link}.") == ("Voir ", " ici.")


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 câble"), (1, "1 câble"), (2, "2 câbles"), (12000, "12\u202f000 câbles")],
)
def test_numbers_have_the_forms_of_the_language(number: int, said: str) -> None:
    assert say_number(number, "{n} cable", "{n} cables") == said


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2005-01-28", "28 janvier 2005"),
        ("2005-01", "janvier 2005"),
        ("2005", "2005"),
        ("", ""),
    ],
)
def test_days(day: str, said: str) -> None:
    assert say_day(day, "in English") == said


@pytest.mark.usefixtures("french")
def test_what_a_catalog_has_not_is_said_in_english() -> None:
    assert say("Classified by") == "Classified by"
    assert say_number(2, "{n} page", "{n} pages") == "2 pages"


@pytest.mark.usefixtures("french")
def test_scripts_get_their_words_alone() -> None:
    found = re.fullmatch(
        r"window\.cableWords = (\{.*\});\nwindow\.cablePlural = \(n\) => Number\((.*)\);\n",
        script_words(),
    )
    assert found is not None
    assert json.loads(found[1]) == {"Close": "Fermer"}
    assert found[2] == "(n > 1)"


@pytest.mark.parametrize("tag", ["xx", "en", "en-GB", "../fr", ""])
def test_a_language_without_a_catalog_is_spoken_in_english(tag: str) -> None:
    with speaking(tag):
        assert say("Subject") == "Subject"
        assert not is_translated()


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("tag", ["fr-CA", "fr_BE"])
def test_a_country_has_the_words_of_its_language(tag: str) -> None:
    with speaking(tag):
        assert say("Subject") == "Objet"
        assert say_day("2005-01-28", "in English") == "28 janvier 2005"


@pytest.mark.usefixtures("french")
def test_the_language_before_comes_back() -> None:
    with speaking("en"):
        assert say("Subject") == "Subject"
    assert say("Subject") == "Objet"
    speak("en")
    assert say("Subject") == "Subject"
