"""What stands in base 64 among other words, taken from chunks as it would be from the whole."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from cable_edition.core.proof.contents import longer

_DATA_ADDRESS = re.compile(rb";base64,([A-Za-z0-9+/\s]{16,}={0,2})")
#: So many bytes have a whole address of data in them, if they have the beginning of one.
_LEAST_ADDRESS = 24
#: Four characters of base 64 that stand for three signs of ASCII, and two that stand for one and a
#: half; words of a text hardly begin with both.
_QUAD = rb"[I-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]"
_PAIR = rb"[I-Za-f][A-HQ-Xg-nw-z0-3]"
#: How text in base 64 begins, where it is short with its end; and the whole of it, in lines too.
_WRITTEN = re.compile(
    _QUAD + rb"(?<![A-Za-z0-9+/_-].{4})" + _PAIR + rb"(?:[A-Za-z0-9+/_-]{1,2}|[A-Za-z0-9+/_-]?=)",
    re.DOTALL,
)
_RUN = re.compile(rb"[A-Za-z0-9+/_-]{4,}(?:(?<=[^\n]{60})(?:\r?\n|\\n)[A-Za-z0-9+/_-]{4,}){0,9999}")
#: So many bytes have the whole beginning of such a text, so many more tell whether it has ended,
#: and so many before it are looked at.
_LEAST_WRITTEN, _MORE, _BEFORE = 12, 8, 64
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def data_addresses(source: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is written in each address of data (``data:image/png;base64,...``)."""
    data, ended = b"", False
    while not ended:
        data, ended = longer(source, data)
        at = 0
        for match in _DATA_ADDRESS.finditer(data):
            if match.end() + 2 > len(data) and not ended:
                at = match.start()
                break
            at = match.end()
            try:
                yield base64.b64decode(b"".join(match[1].split()) + b"==")
            except binascii.Error:
                continue  # cut short, so nobody can read it
        else:
            at = max(at, len(data) - _LEAST_ADDRESS)
        data = data[at:]


def written(source: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each text that stands in base 64 among other words, from its first character on."""
    data, ended, at = b"", False, 0
    while not ended:
        data, ended = longer(source, data)
        for match in _WRITTEN.finditer(data, at):
            if match.start() < at:
                continue
            run = _RUN.match(data, match.start())
            if run is None:
                continue
            if run.end() + _MORE > len(data) and not ended:
                at = match.start()
                break
            at = run.end()
            if text := _text_of(run[0]):
                yield text
        else:
            at = max(at, len(data) - _LEAST_WRITTEN)
        first = max(0, at - _BEFORE)
        data, at = data[first:], at - first


def _text_of(run: bytes) -> bytes:
    letters = re.sub(rb"\r?\n|\\n", b"", run).translate(_URL_SAFE)
    # Three characters more than whole fours are two letters, two are one; one is nothing.
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        text = base64.b64decode(whole + b"==")
    except binascii.Error:
        return b""
    return text if _CONTROL.search(text) is None else b""
