"""What an editor names as a source, in TEI."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cable_edition.core.myst.editorial_text import plain
from cable_edition.exports.xml import is_address

if TYPE_CHECKING:
    from cable_edition.exports.xml import XmlWriter


def write_sources(xml: XmlWriter, sources: Iterable[str]) -> None:
    """Write each source as a ``bibl``: a pointer to an address, what stands there, or words."""
    for source in sources:
        xml.start("bibl")
        address, _, words = source.partition(" ")
        if is_address(source):
            xml.empty("ptr", target=source)
        elif is_address(address) and not address.endswith((",", ";", ".", ":")):
            xml.element("ref", plain(words), target=address)
        else:
            xml.text(plain(source))
        xml.end()
