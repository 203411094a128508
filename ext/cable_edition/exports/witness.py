"""Taking the text as transmitted back out of a TEI file, with no code of the writer."""

from __future__ import annotations

from lxml import etree

from cable_edition.core.cable.fold import fold

TEI = "{http://www.tei-c.org/ns/1.0}"
#: Elements that hold other elements only: white space in them means nothing.
_FRAMES = {f"{TEI}{name}" for name in ("text", "body", "div", "list", "choice")}
#: What the editors added: no character of it was transmitted.
_ADDED = {f"{TEI}{name}" for name in ("corr", "reg", "expan", "supplied", "note")}


def witness_text(tei: bytes | etree._Element) -> str:
    """Return the text as transmitted that a TEI file or ``TEI`` element holds, folded.

    Editorial additions (``corr``, ``note`` ...) are left out, ``g`` gives its character back, and
    all else counts, leftovers included. Raises ``ValueError`` where there is no ``text``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(tei, parser) if isinstance(tei, bytes) else tei
    text = root.find(f"{TEI}text")
    if text is None:
        raise ValueError("the TEI file has no text")
    out: list[str] = []
    for event, element in etree.iterwalk(text, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            out.append(_before(element))
        else:
            parent = element.getparent()
            framed = parent is None or parent.tag in _FRAMES
            if element is not text and element.tail and not (framed and not element.tail.strip()):
                out.append("" if _is_added(parent) else element.tail)
    return fold("".join(out))


def _before(element: etree._Element) -> str:
    if _is_added(element):
        return ""
    if element.tag == f"{TEI}g":
        return chr(int(element.get("n", "U+0").replace("U+", "0x"), 0))
    text = element.text or ""
    return "" if element.tag in _FRAMES and not text.strip() else text


def _is_added(element: etree._Element | None) -> bool:
    """Whether an element is an editor's, or stands in one."""
    while element is not None:
        if element.tag in _ADDED:
            return True
        element = element.getparent()
    return False
