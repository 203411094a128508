"""How a TEI file says what can be cited in it, and whence the terms of its cables come.

``citeStructure`` tells programs which elements are the paragraphs of a cable and which their parts,
and where their names stand: a library for Distributed Text Services cuts a file by it. The names
are the anchors of the edition (``p4``, ``p4-2``). The words for people stand in ``cRefPattern``.
"""

from __future__ import annotations

from cable_edition.exports.xml import XmlWriter

_CITED = (
    "A cable is cited by its id, a paragraph by the id and the sender's number. xml:id joins the "
    "two: c-05OTTAWA286-p4 is paragraph 4 of 05OTTAWA286."
)
#: Where the terms of ``textClass`` come from: the name to which ``scheme`` points, and what it is.
_TERMS = (
    ("classification", "The classification of the cable, spelt out."),
    ("captions", "The captions as the cable has them: who was to see it, and how it was handled."),
    ("tags", "TAGS (traffic analysis by geography and subject) as the cable has them."),
)
#: The last part of an ``xml:id``. A library that takes paths apart wants no slash in it.
_LAST = "replace(@xml:id, '.*-', '')"
#: What stands before that part in the ``xml:id`` of a cable.
_FIRST = "replace(@xml:id, '^c-', '')"


def write_references(xml: XmlWriter, *, corpus: bool) -> None:
    """Write the ``refsDecl`` elements of a cable's file, or of the corpus."""
    xml.start("refsDecl")
    if corpus:
        xml.start("citeStructure", unit="cable", match="/teiCorpus/TEI", use=_FIRST)
        _paragraphs(xml, "text/body/div/p", "#")
        xml.end()
    else:
        _paragraphs(xml, "/TEI/text/body/div/p", None)
    xml.end()
    xml.start("refsDecl")
    pattern = r"([0-9]{2}[A-Z]+[0-9]+|[A-Z]+-[0-9]{8}T[0-9]{4}Z)"
    xml.start("cRefPattern", matchPattern=pattern, replacementPattern="#c-$1")
    xml.element("p", _CITED)
    xml.end()
    xml.end()


def _paragraphs(xml: XmlWriter, match: str, delim: str | None) -> None:
    parts = ".//*[self::item or self::quote or self::seg][@xml:id]"
    xml.start("citeStructure", unit="paragraph", match=match, use=_LAST, delim=delim)
    xml.empty("citeStructure", unit="part", match=parts, use=_LAST, delim="-")
    xml.end()


def write_taxonomies(xml: XmlWriter) -> None:
    """Write the ``classDecl`` element, to which the keywords of each cable point."""
    xml.start("classDecl")
    for name, words in _TERMS:
        xml.start("taxonomy", xml_id=name)
        xml.element("desc", words)
        xml.end()
    xml.end()
