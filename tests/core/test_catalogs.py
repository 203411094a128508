"""The catalogs say all that the code says, and nothing that would break a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import catalogs

MARKS = re.compile(r"[*_`\[\]<>$|\\]|\{[a-z]+[0-9]?\}")
#: Before a sign of French that has a space before it stands one at which no line ends.
BEFORE_SIGN = re.compile(r"(?<![\u00a0\u202f])[;:!?»](?!//)|«(?![\u00a0\u202f])")


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each form of each message of a catalog with its translation."""
    for one in catalogs.read(path):
        if not one.id:
            continue
        ids = one.id if isinstance(one.id, tuple) else (one.id,)
        said = one.string if isinstance(one.string, tuple) else (one.string,)
        for number, words in enumerate(said):
            yield ids[min(number, len(ids) - 1)], words


def test_the_template_is_what_the_code_says() -> None:
    found = catalogs.written(catalogs.extracted())
    assert catalogs.TEMPLATE.read_text("utf-8") == found, "run `make catalogs`"


def test_messages_of_all_readers_are_found() -> None:
    ids = {one.id for one in catalogs.extracted()}
    assert {"Subject", "Close", "Narrow the search", "top secret".title()} <= ids
    # Within an f-string, and with two forms.
    assert "Text as transmitted" in ids
    assert ("{n} emendation", "{n} emendations") in ids


@pytest.mark.parametrize("path", catalogs.catalogs(), ids=lambda path: str(path.parts[-3]))
class TestCatalog:
    def test_it_is_up_to_date(self, path: Path) -> None:
        now = catalogs.updated(path, catalogs.extracted())
        assert path.read_text("utf-8") == now, "run `make catalogs`"

    def test_it_is_complete(self, path: Path) -> None:
        lacking = [message for message, words in messages(path) if not words.strip()]
        assert lacking == []
        assert [one.id for one in catalogs.read(path) if one.id and one.fuzzy] == []

    def test_values_and_marks_are_those_of_the_message(self, path: Path) -> None:
        wrong = [
            (message, words)
            for message, words in messages(path)
            if sorted(set(MARKS.findall(message)) - {"{n}"})
            != sorted(set(MARKS.findall(words)) - {"{n}"})
        ]
        assert wrong == []

    def test_blanks_at_the_ends_are_kept(self, path: Path) -> None:
        ends = [
            (message, words)
            for message, words in messages(path)
            if words != words.strip(" ") or words.endswith(".") != message.endswith(".")
        ]
        assert ends == []

    def test_signs_are_those_of_the_language(self, path: Path) -> None:
        plain = [words for _, words in messages(path) if "'" in words]
        assert plain == []
        if path.parts[-3] == "fr":
            assert [words for _, words in messages(path) if BEFORE_SIGN.search(words)] == []
        if path.parts[-3] == "de":
            english = [
                words
                for message, words in messages(path)
                if "”" in words and "Under " not in message
            ]
            assert english == []
