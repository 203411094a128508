from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.reading.decode import decode, encode, is_binary
from cable_edition.core.reading.parse import parse

CABLE = "UNCLAS OTTAWA 000286\n\nSUBJECT: D\u00c9JEUNER\n\n1. Na\u00efve text.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CABLE.encode("utf-8"), "utf-8"),
        (CABLE.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + CABLE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + CABLE.encode("utf-16-be"), "utf-16-be"),
        (CABLE.encode("windows-1252"), "windows-1252"),
        (b"SUBJECT: \x81\xc9", "latin-1"),
        (b"", "utf-8"),
        (b"\xff\xfea", "windows-1252"),
        (b"\xef\xbb\xbf\xff", "windows-1252"),
    ],
)
def test_encoding_is_told_and_bytes_come_back(data: bytes, encoding: str) -> None:
    decoded, _ = decode(data)
    assert decoded.encoding == encoding
    assert encode(decoded.text, decoded.encoding) == data
    assert decoded.sha256 == hashlib.sha256(data).hexdigest()


@given(st.binary(max_size=300).filter(lambda data: not data.startswith(b"%PDF-")))
def test_any_bytes_come_back(data: bytes) -> None:
    decoded, _ = decode(data)
    assert encode(decoded.text, decoded.encoding) == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_cable_is_the_same_in_every_encoding(encoding: str) -> None:
    cable = parse(CABLE.encode(encoding))
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "D\u00c9JEUNER"
    assert [paragraph.text for paragraph in cable.paragraphs] == ["Na\u00efve text."]


def test_guessed_encoding_is_a_problem_at_the_first_character_that_it_made() -> None:
    cable = parse(CABLE.encode("windows-1252"))
    (guess,) = [problem for problem in cable.problems if problem.code == "encoding-guessed"]
    assert guess.offset == CABLE.index("\u00c9")
    assert guess.severity == "info"
    assert "read as windows-1252; '\u00c9' is the first character" in guess.message


@pytest.mark.parametrize("mark", ["\u00b6", "\u00a0"])
def test_guessed_encoding_of_marks_and_blanks_is_no_problem(mark: str) -> None:
    text = CABLE.replace("\u00c9", "E").replace("\u00ef", "i").replace("\n\n", f"\n\n{mark}")
    cable = parse(text.encode("windows-1252"))
    assert cable.source.encoding == "windows-1252"
    assert "encoding-guessed" not in [problem.code for problem in cable.problems]


def test_guessed_encoding_of_a_page_around_the_cable_is_no_problem() -> None:
    page = f"<html><body>Caf\u00e9<pre>{CABLE}</pre></body></html>"
    plain = page.replace("\u00c9", "E").replace("\u00ef", "i")
    cable = parse(plain.encode("windows-1252"))
    assert "encoding-guessed" not in [problem.code for problem in cable.problems]


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00", bytes(range(256)) * 4, b"\x00" * 50])
def test_data_is_not_taken_for_text(data: bytes) -> None:
    cable = parse(data)
    assert cable.source.format == "unknown"
    assert [problem.code for problem in cable.problems][-1] == "not-text"


def test_stray_control_character_is_no_data() -> None:
    assert not is_binary("UNCLAS OTTAWA 000286\x00 with a stray mark, then text again and again.")
