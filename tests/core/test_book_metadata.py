"""What a book says of itself in XMP is proved against the settings of the edition."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from cable_edition.core.proof.books.pdf_metadata import metadata_faults
from cable_edition.core.settings import Settings

PACKET = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:r="http://ns.adobe.com/xap/1.0/rights/">'
    "<dc:title><rdf:Alt><rdf:li>Dispatches</rdf:li></rdf:Alt></dc:title>"
    "<dc:creator><rdf:Seq><rdf:li>Ann Other</rdf:li></rdf:Seq></dc:creator>"
    "<dc:publisher><rdf:Bag><rdf:li>Ann Other</rdf:li></rdf:Bag></dc:publisher>"
    "<dc:rights><rdf:Alt><rdf:li>All of it is free.</rdf:li></rdf:Alt></dc:rights>"
    "<r:WebStatement>https://creativecommons.org/licenses/by/4.0/</r:WebStatement>"
    "<xmp:CreateDate>2026-11-23T00:00:00Z</xmp:CreateDate>"
    "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)


@pytest.fixture
def known() -> Any:
    settings = Settings(title="Dispatches", editors=("Ann Other",), rights="All of it is free.")
    return SimpleNamespace(
        title="Dispatches", language="en", against=SimpleNamespace(settings=settings)
    )


def faults(packet: str, known: Any) -> list[str]:
    return list(metadata_faults(packet.encode(), cast("Any", known), None))


def test_what_the_edition_states_is_right(known: Any) -> None:
    assert faults(PACKET, known) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (">Dispatches<", ">Forged<", "title in the metadata is 'Forged'"),
        ("2026-11-23T", "yesterday ", "CreateDate in the metadata"),
        ("by/4.0/", "by-nc/4.0/", "WebStatement in the metadata"),
        ("<dc:rights>", "<dc:source>thesis.tex</dc:source><dc:rights>", "source in the metadata"),
        ("<dc:creator><rdf:Seq><rdf:li>Ann Other</rdf:li></rdf:Seq></dc:creator>", "",
         "creator is not in the metadata"),
        ("</rdf:RDF>", "", "the metadata cannot be read"),
        ("<dc:title>", "<dc:title>x</dc:title><dc:title>", "title in the metadata is 'xD"),
    ],
)  # fmt: skip
def test_other_words_are_told(known: Any, old: str, new: str, told: str) -> None:
    assert any(told in one for one in faults(PACKET.replace(old, new, 1), known))
