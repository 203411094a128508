"""The editors of an edition: a name each, and behind it, in angle brackets, the ORCID.

``Josiah Carberry <https://orcid.org/0000-0002-1825-0097>`` is the form in which mail and many
files of settings name a person with an address. The name alone stands wherever words stand; the
ORCID goes into data, for programs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.authorities import OF_EDITORS, AuthorityId, read_authority
from cable_edition.core.settings.forms import LINE, Form

_WITH_ID = re.compile(r"(?P<name>[^<>]*[^<>\s])\s*<(?P<id>[^<>]*)>\s*")
#: What stands in the brackets is meant for an ORCID, and not for a part of the name.
_MEANT = re.compile(r".*orcid|\s*[0-9X-]{16,19}\s*$", re.IGNORECASE)


class Editor(NamedTuple):
    """An editor; ``orcid`` is an address, or empty where none is given."""

    name: str
    orcid: str = ""


def editor_of(words: str) -> Editor:
    """Return an editor as the settings name one."""
    found = _WITH_ID.fullmatch(words)
    if found and _MEANT.match(found["id"]):
        one = read_authority(found["id"], OF_EDITORS)
        if isinstance(one, AuthorityId):
            return Editor(found["name"].strip(), one.address)
    return Editor(words)


def _fits(words: str) -> bool:
    found = _WITH_ID.fullmatch(words)
    is_meant = found is not None and _MEANT.match(found["id"]) is not None
    return LINE.fits(words) and (not is_meant or bool(editor_of(words).orcid))


EDITOR = Form(
    "a text of one line, in which an ORCID in angle brackets has a last digit that fits", _fits
)
