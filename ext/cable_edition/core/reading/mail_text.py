"""Mails: their parts as a reader of mail sees them, the transfer encodings decoded.

A mail of one part whose text stands in it as it is needs none of this. Of others the text is made
here, with the standard library: the head of the mail, then each part after a line that parts them,
with its own head. What a part holds that is no text (a picture, a document) is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from email.message import EmailMessage

#: The names that a mail's head has and nothing else: two of them show a mail.
_MARKS = late(
    r"^(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To|X-Mailer|Content-Type"
    r"|DKIM-Signature|In-Reply-To|Reply-To):"
    # So do an address, and a day as programs for offices write it.
    r"|^From:[^\r\n]{0,200}@|^Sent:[ ]{0,4}[A-Z][a-z]{2,5}day,",
    re.IGNORECASE | re.MULTILINE,
)
_DATED = late(
    r"^Date: {0,4}(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:", re.MULTILINE
)
_FIELD = late(r"(?:From [^\r\n]{1,200}|[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]{0,2000})\r?\n")
_FOLDED = late(r"[ \t][^\r\n]{0,2000}\r?\n")
_ENCODED = re.compile(
    rb"^Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)", re.IGNORECASE | re.MULTILINE
)
_MULTIPART = re.compile(rb"^Content-Type:[ \t]{0,8}multipart/", re.IGNORECASE | re.MULTILINE)
#: The longest head of a mail, in characters or bytes.
HEAD_LIMIT = 65_536
#: The line before a part.
PART = "--=_part"


def head_end(text: str) -> int | None:
    """Return where the head of a mail at the start of ``text`` ends; ``None`` if it is no mail.

    The blank line after the head is not part of it.
    """
    at = 0
    while at < HEAD_LIMIT:
        match = _FIELD.match(text, at) or (_FOLDED.match(text, at) if at else None)
        if match is None:
            break
        at = match.end()
    if not at or text[at : at + 1] not in {"\r", "\n"}:
        return None
    marks = {match[0].lower() for match in _MARKS.finditer(text, 0, at)}
    dated = _DATED.search(text, 0, at) is not None
    return at if len(marks) + dated >= 2 else None


def mail_text(data: bytes) -> str | None:
    """Return the text of a mail with encoded or several parts, ``None`` for any other file."""
    start = data[:HEAD_LIMIT]
    # Nearly no source has either, and a search that knows no case takes as long as all the rest.
    if b"\ncontent-t" not in (low := start.lower()) and not low.startswith(b"content-t"):
        return None
    if not (_MULTIPART.search(start) or _ENCODED.search(start)):
        return None
    if head_end(start.decode("latin-1")) is None:
        return None
    # Loading it takes as long as parsing some hundred cables.
    from email import message_from_bytes, policy  # noqa: PLC0415

    message = message_from_bytes(data, policy=policy.default)
    parts = [f"{_head(message)}\n"]
    for part in message.walk():
        if part.is_multipart():
            continue
        if message.is_multipart():
            parts.append(f"{PART}\n{_head(part)}\n")
        if part.get_content_maintype() == "text":
            parts.append(f"{_content(part)}\n")
    return "".join(parts)


def _head(message: EmailMessage) -> str:
    """Return the head as it is written, but for its line ends."""
    lines = [f"{name}: {' '.join(str(value).split())}\n" for name, value in message.raw_items()]
    return "".join(lines)


def _content(part: EmailMessage) -> str:
    """Return the text of a part; bytes that its character set has not are told as U+FFFD."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload())
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "windows-1252"):
        try:
            return payload.decode(charset).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode("latin-1").replace("\r\n", "\n")
