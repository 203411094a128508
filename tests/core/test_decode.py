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


@given(st.binary(max_size=300))
def test_any_bytes_come_back(data: bytes) -> None:
    decoded, _ = decode(data)
    assert encode(decoded.text, decoded.encoding) == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_cable_is_the_same_in_every_encoding(encoding: str) -> None:
    cable = parse(CABLE.encode(encoding))
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "D\u00c9JEUNER"
    assert [paragraph.text for paragraph in cable.paragraphs] == ["Na\u00efve text."]


def test_guessed_encoding_is_a_problem() -> None:
    cable = parse(CABLE.encode("windows-1252"))
    assert [problem.code for problem in cable.problems if problem.offset is None] == [
        "encoding-guessed"
    ]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n1 0 obj", b"PK\x03\x04\x14\x00", bytes(range(256)) * 4, b"\x00" * 50]
)
def test_data_is_not_taken_for_text(data: bytes) -> None:
    cable = parse(data)
    assert cable.source.format == "unknown"
    assert [problem.code for problem in cable.problems][-1] == "not-text"


def test_stray_control_character_is_no_data() -> None:
    assert not is_binary("UNCLAS OTTAWA 000286\x00 with a stray mark, then text again and again.")
