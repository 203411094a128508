"""A short name is no leak where its letters stand by chance, and is one where somebody wrote it."""

from __future__ import annotations

import base64
import random

import pytest

from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.proof.by_chance import is_data, is_short
from cable_edition.core.proof.leaks import LeakSearch


def search(name: str) -> LeakSearch:
    withheld = Withheld(name, "form 1", name=True)
    return LeakSearch([Redacted(withheld=(withheld,), hashes=frozenset())])


def noise(size: int, *among: bytes) -> bytes:
    """Bytes as a font or a picture has them, with some others among them."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    return b"".join([chance.randbytes(size), *(b"\x00" + one + b"\x00" for one in among)])


@pytest.mark.parametrize("name", ["Wu", "Roe", "Abe", "Quux", "5551"])
def test_letters_of_data_are_no_name(name: str) -> None:
    data = noise(20_000, *[name.encode(), name.lower().encode()])
    assert is_data(data)
    assert not search(name).file("font.woff2", data)
    page = b"<p>url(data:font/woff2;base64," + base64.b64encode(data) + b")</p>"
    assert not search(name).file("style.css", page)


@pytest.mark.parametrize("name", ["Quuxe", "Jane Roe", "5550199"])
def test_a_longer_name_is_found_in_data(name: str) -> None:
    assert search(name).file("font.woff2", noise(20_000, name.encode()))


@pytest.mark.parametrize("line", ["The author is Roe.", "Artist: Mr Roe"])
def test_a_short_name_in_a_line_of_data_is_found(line: str) -> None:
    assert search("Roe").file("picture.jpg", noise(20_000, line.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "0123456789abe5f6" * 4,
        '"sha256": "' + "9abe8" * 12 + '"',
        "integrity='sha384-" + "ab/xAbeX+12" * 20 + "'",
    ],
)
def test_letters_of_a_digest_are_no_name(text: str) -> None:
    assert not search("Abe").text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Abe",
        "x" * 40 + " Abe2",
        "the-file-of-abe-05OTTAWA1-2005-01-26-and-more-words-of-an-address",
        "/cables/2005/Abe/05OTTAWA1/and/more/words/of/an/address/2005",
        "Abe" + "\u00e9" * 40 + " Abe",
        "<b>Abe</b>" + "1" * 40,
    ],
)
def test_a_short_name_in_a_text_is_found(text: str) -> None:
    assert search("Abe").text(text)


def test_what_is_short() -> None:
    assert [is_short(one) for one in ("Ng", "J. Ro", "Roes", "123-456")] == [True] * 4
    assert [is_short(one) for one in ("Jane Roe", "Quuxe", "1234567")] == [False] * 3


def test_texts_are_no_data() -> None:
    assert not is_data(b"a line\x0c and a page")
    assert not is_data("日本語".encode())
