"""The address of a cable in the public record, where its id tells it for certain."""

from __future__ import annotations

import re

from cable_edition.core.cable.ids import is_own_id, year_of

#: The Public Library of US Diplomacy, with the ending of the cables that were published in 2010.
_PLUSD = re.compile(r"//[^/]{1,200}/plusd/cables/\{id\}_a\.html\Z")
#: Its telegrams of these years come from the National Archives and go by other ids
#: (``1975NEWDE14031_b``): the year in full, the post cut to five or six letters, zeros kept.
_OTHER_IDS = range(1973, 1980)


def record_address(pattern: str, cable_id: str) -> str:
    """Return the address of a cable; empty where there is none, or none that is certain.

    ``pattern`` is the setting ``public_record``, an address with ``{id}`` in it, or empty. An id of
    our own form is in no record; a telegram of 1973 to 1979 has another id in the Public Library.
    """
    if not pattern or is_own_id(cable_id):
        return ""
    if _PLUSD.search(pattern) and year_of(cable_id) in _OTHER_IDS:
        return ""
    return pattern.replace("{id}", cable_id)
