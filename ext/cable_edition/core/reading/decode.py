"""Bytes to text without loss: :func:`encode` gives back the very bytes :func:`decode` took."""

from __future__ import annotations

import codecs
import hashlib

from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.mail_text import mail_text
from cable_edition.core.reading.pdf_text import pdf_text

#: The encodings that are told apart; ``utf-8-sig`` and both of UTF-16 have a byte order mark.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "windows-1252", "latin-1")
#: What stands for an encoding where the text is that of the pages of a PDF file.
PDF = "pdf"
#: The same for a mail whose parts were decoded.
MAIL = "mail"

_BOM_16 = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32)])
_CONTROLS = _CONTROL.decode("ascii")
#: What a file of rich text begins with: its words stand among marks that are none of them.
RICH = "{\\rtf"
_SIGNATURES = (RICH, "%PDF-", "PK\x03\x04", "\x89PNG", "\x7fELF", "GIF8", "\x1f\x8b", "\u2030PNG")
#: How much of a text is looked at to tell binary data; a stray control character is no sign of it.
_SAMPLE = 4_096


@dataclass(slots=True)
class Decoded:
    """A text, the encoding it was in and the sha256 of its bytes in hexadecimal.

    The encoding is one of :data:`ENCODINGS`, or :data:`PDF`: then ``text`` is the text layer of
    the pages, a form feed and a line end after each but the last; or :data:`MAIL`.
    """

    text: str
    encoding: str
    sha256: str


def encoding_of(data: bytes) -> str:
    """Return the one of :data:`ENCODINGS` in which ``data`` decodes and encodes without loss.

    Windows-1252 leaves five bytes undefined; data that holds one of them is taken as Latin-1.
    """
    for name, mark in _BOM_16.items():
        if data.startswith(mark) and _round_trips(data, name):
            return name
    first = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    for name in (first, "windows-1252"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"


def _round_trips(data: bytes, encoding: str) -> bool:
    try:
        return encode(_decode(data, encoding), encoding) == data
    except UnicodeError:
        return False


def _decode(data: bytes, encoding: str) -> str:
    mark = _BOM_16.get(encoding, b"")
    return data[len(mark) :].decode(encoding)


def encode(text: str, encoding: str) -> bytes:
    """Return the bytes of ``text``; the inverse of :func:`decode` for the encoding it named."""
    return _BOM_16.get(encoding, b"") + text.encode(encoding)


def decode(data: bytes | str) -> tuple[Decoded, tuple[Problem, ...]]:
    """Decode ``data`` without loss.

    Text that is already decoded is taken as it is, its sha256 being that of its UTF-8. Problems:
    ``encoding-guessed`` where bytes beyond ASCII are not UTF-8; those of
    :func:`~cable_edition.core.reading.pdf_text.pdf_text`.
    """
    if isinstance(data, str):
        raw = data.encode("utf-8", "surrogatepass")
        return Decoded(data, "utf-8", hashlib.sha256(raw).hexdigest()), ()
    if data.startswith(b"%PDF-"):
        text, problems = pdf_text(data)
        return Decoded(text, PDF, hashlib.sha256(data).hexdigest()), problems
    if (mail := mail_text(data)) is not None:
        return Decoded(mail, MAIL, hashlib.sha256(data).hexdigest()), ()
    encoding = encoding_of(data)
    decoded = Decoded(_decode(data, encoding), encoding, hashlib.sha256(data).hexdigest())
    return decoded, guess_problems(encoding)


def guess_problems(encoding: str) -> tuple[Problem, ...]:
    """Return ``encoding-guessed`` where ``encoding`` is what remains when UTF-8 is ruled out."""
    if encoding not in {"windows-1252", "latin-1"}:
        return ()
    message = f"The bytes are not UTF-8; they were read as {encoding}"
    return (Problem("encoding-guessed", message),)


def is_binary(text: str) -> bool:
    """Whether ``text`` is data rather than text: a known signature, or many control characters."""
    sample = text[:_SAMPLE]
    if sample.startswith(_SIGNATURES):
        return True
    if sample.isascii() and not any(map(sample.__contains__, _CONTROLS)):
        return False
    data = sample.encode("ascii", "replace")
    return (len(data) - len(data.translate(None, _CONTROL))) * 20 > len(data)
