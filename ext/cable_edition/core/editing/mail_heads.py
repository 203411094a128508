"""The heads of mails around cables: they name people who have no part in the cable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cable_edition.core.problems import Problem
from cable_edition.core.reading.mail_text import head_end

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Cable

_NAMED = re.compile(
    r"^(?:From|Sender|To|Cc|Bcc|Reply-To|Delivered-To|Return-Path|Message-ID|In-Reply-To)[: ]",
    re.IGNORECASE | re.MULTILINE,
)


def mail_head_problems(cable: Cable) -> tuple[Problem, ...]:
    """Return ``mail-head`` for a cable at the start of a mail whose head names people.

    The line is that of the first who is named. What they are called is never repeated.
    """
    source = cable.source
    if source.format != "mail" or cable.extent.start:
        return ()
    named = _NAMED.search(source.text, 0, head_end(source.text) or 0)
    if named is None:
        return ()
    message = (
        "The head of the mail names its sender and addressees; pages and data leave them out, and "
        "the file has them"
    )
    line = source.line + source.text.count("\n", 0, named.start()) + 1
    return (Problem("mail-head", message, source.name, line, named.start()),)
