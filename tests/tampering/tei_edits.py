"""Edits of the TEI files of 05ROME301 and 08ROME410, of the edition that has everything."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from tests.tampering.kinds import Edit, replaced

CABLE = "05ROME301"
ID = "{http://www.w3.org/XML/1998/namespace}id"
TEI = "{http://www.tei-c.org/ns/1.0}"
PLACES = ("p1", "p2", "p2-1", "p2-3", "p3", "p4", "p5", "h1", "u1", "signature")
Node = etree._Element


def at(root: Node, anchor: str) -> Node:
    (found,) = (one for one in root.iter() if one.get(ID) == f"{root.get(ID)}-{anchor}")
    return found


def edit(kind: str, name: str, change: Callable[[Node], object]) -> Edit:
    def changed(data: bytes) -> bytes:
        root = etree.fromstring(data)
        change(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return Edit(kind, name, changed)


def _last_words(node: Node) -> tuple[Node, str]:
    """The last stretch of words in an element: its node, and whether it is text or tail."""
    found = [(node, "text"), *((n, "tail") for n in node.iter() if n is not node)]
    if not any((getattr(n, where) or "").strip() for n, where in found):
        # All of it is a name: ``<persName>QUILLON</persName>``.
        found = [(n, "text") for n in node.iter()]
    inside = [
        (n, where)
        for n, where in found
        if (getattr(n, where) or "").strip()
        and not any(up.tag in {f"{TEI}note", f"{TEI}choice"} for up in n.iterancestors())
    ]
    return inside[-1]


def reword(anchor: str, word: Callable[[str], str]) -> Callable[[Node], None]:
    def change(root: Node) -> None:
        node, where = _last_words(at(root, anchor))
        old = getattr(node, where)
        new = word(old)
        assert new != old
        setattr(node, where, new)

    return change


def _swap(first: str, second: str) -> Callable[[Node], None]:
    def change(root: Node) -> None:
        one, other = at(root, first), at(root, second)
        mark = etree.Element("x")
        one.getparent().replace(one, mark)
        other.getparent().replace(other, one)
        mark.getparent().replace(mark, other)

    return change


def _gone(anchor: str) -> Callable[[Node], None]:
    """Take an element out, and leave its tail."""

    def change(root: Node) -> None:
        node = at(root, anchor)
        _remove(node)

    return change


def _remove(node: Node) -> None:
    parent, before = node.getparent(), node.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (node.tail or "")
    else:
        before.tail = (before.tail or "") + (node.tail or "")
    parent.remove(node)


def _unwrapped(tag: str, number: int = 0) -> Callable[[Node], None]:
    def change(root: Node) -> None:
        text = root.find(f"{TEI}text")
        node = list(text.iter(f"{TEI}{tag}"))[number]
        node.tag = "gone"
        etree.strip_tags(text, "gone")

    return change


def _in_text(tag: str, key: str, value: str, number: int = 0) -> Callable[[Node], None]:
    def change(root: Node) -> None:
        node = list(root.find(f"{TEI}text").iter(f"{TEI}{tag}"))[number]
        name = ID if key == "xml:id" else key
        assert node.get(name) != value
        node.set(name, value)

    return change


def _header(path: str, change: Callable[[Node], object]) -> Callable[[Node], None]:
    def changed(root: Node) -> None:
        steps = "/".join(f"{TEI}{step}" for step in path.split("/"))
        found = root.find(f"{TEI}{steps.removeprefix(TEI)}")
        assert found is not None, path
        change(found)

    return changed


def _said(words: str) -> Callable[[Node], object]:
    def change(node: Node) -> None:
        assert node.text != words
        node.text = words

    return change


def _set(key: str, value: str) -> Callable[[Node], object]:
    return lambda node: node.set(key, value)


def _moved_note(root: Node) -> None:
    note = at(root, "n-forty")
    _remove(note)
    note.tail = None
    at(root, "p5").append(note)


def _note_into_other_words(root: Node) -> None:
    note = at(root, "n-forty")
    before = note.getprevious()
    before.tail, moved = before.tail[:-5], before.tail[-5:]
    note.tail = moved + (note.tail or "")


def _called(anchor: str, name: str) -> Callable[[Node], None]:
    return lambda root: at(root, anchor).set(ID, f"c-{CABLE}-{name}")


def _other_letter(text: str) -> str:
    index = next(i for i, letter in enumerate(text) if letter.isalpha())
    return text[:index] + ("x" if text[index] != "x" else "y") + text[index + 1 :]


def _shorter(text: str) -> str:
    words = text.split()
    return " ".join(words[:-1]) + text[len(text.rstrip()) :]


def _nth(root: Node, tag: str, number: int, where: str, words: str) -> None:
    node = list(root.find(f"{TEI}text").iter(f"{TEI}{tag}"))[number]
    assert getattr(node, where) != words
    setattr(node, where, words)


def _silent(root: Node) -> None:
    choice = next(root.iter(f"{TEI}choice"))
    choice.addprevious(etree.Element("mark"))
    mark = choice.getprevious()
    mark.tail = choice[1].text
    _remove(choice)
    etree.strip_tags(root, "mark")


def _unemended(root: Node) -> None:
    choice = next(root.iter(f"{TEI}choice"))
    choice.remove(choice[1])


def _made(tag: str) -> Node:
    return etree.Element(f"{TEI}{tag}")


def _out_of_list(root: Node) -> None:
    """Let a list end before its last item."""
    listed = at(root, "p2-1").getparent()
    last = listed[-1]
    listed.remove(last)
    last.tail, listed.tail = listed.tail, None
    listed.addnext(last)


def _by(change: Callable[[Node], object], anchor: str) -> Callable[[Node], object]:
    return lambda root: change(at(root, anchor))


def _no_resp(tag: str, number: int) -> Callable[[Node], None]:
    def change(root: Node) -> None:
        del list(root.find(f"{TEI}text").iter(f"{TEI}{tag}"))[number].attrib["resp"]

    return change


FILE = "teiHeader/fileDesc"
HEADER_FIELDS = {
    "title": ("title", f"{FILE}/titleStmt/title"),
    "editors": ("title", f"{FILE}/titleStmt/respStmt/persName"),
    "version": ("title", f"{FILE}/editionStmt/edition"),
    "day of the release": ("title", f"{FILE}/editionStmt/edition/date"),
    "publisher": ("title", f"{FILE}/publicationStmt/publisher"),
    "rights": ("title", f"{FILE}/publicationStmt/availability/licence/p"),
    "policy": ("title", "teiHeader/encodingDesc/editorialDecl/correction/p"),
    "rule": ("title", "teiHeader/encodingDesc/editorialDecl/correction/p/list/item/label"),
    "history": ("title", "teiHeader/revisionDesc/change"),
    "sender": ("field", f"{FILE}/titleStmt/author/orgName"),
    "id": ("field", f"{FILE}/publicationStmt/idno"),
    "source": ("field", f"{FILE}/sourceDesc/bibl/title"),
    "checksum": ("field", f"{FILE}/sourceDesc/bibl/idno"),
    "note of the source": ("field", f"{FILE}/sourceDesc/bibl/note"),
    "origin": ("field", "teiHeader/profileDesc/correspDesc/correspAction/orgName"),
    "place": ("field", "teiHeader/profileDesc/correspDesc/correspAction/placeName"),
    "reference": ("field", "teiHeader/profileDesc/correspDesc/correspContext/ref"),
    "classification": ("field", "teiHeader/profileDesc/textClass/keywords/term"),
    "person": ("register", "standOff/listPerson/person/persName"),
    "office": ("register", "standOff/listPerson/person/occupation"),
    "body": ("register", "standOff/listOrg/org/orgName"),
    "statement": ("register", "standOff/listPerson/person/note/p"),
    "gloss": ("register", "standOff/list/item/gloss"),
}

EDITS: list[Edit] = [
    *(edit("word-changed", p, reword(p, _other_letter)) for p in PLACES),
    *(edit("word-added", p, reword(p, lambda t: f"{t.rstrip()} not ")) for p in PLACES),
    *(edit("word-left-out", p, reword(p, _shorter)) for p in PLACES),
    edit("word-left-out", "a whole paragraph", _gone("p4")),
    edit("word-left-out", "a whole item", _gone("p2-2")),
    edit("order", "two paragraphs", _swap("p3", "p4")),
    edit("order", "first and last paragraph", _swap("p1", "p5")),
    edit("order", "two items", _swap("p2-1", "p2-2")),
    edit("order", "heading and paragraph", _swap("h1", "p3")),
    edit("order", "the sign-off before the closing line", _swap("u1", "signature")),
    *(
        edit("anchor", f"{one} is called p9", _called(one, "p9"))
        for one in ("p1", "p2-1", "h1", "u1", "signature")
    ),
    edit("anchor", "p3 stands twice", lambda r: at(r, "p4").set(ID, f"c-{CABLE}-p3")),
    edit("anchor", "p3 has none", lambda r: at(r, "p3").attrib.pop(ID)),
    edit("anchor", "the file is of another cable", lambda r: r.set(ID, "c-05ROME302")),
    *(
        edit("number", f"{one} has n=9", lambda r, one=one: at(r, one).set("n", "9"))
        for one in ("p1", "p2", "p3")
    ),
    replaced("number", "the number in words", '<seg type="number">2.', '<seg type="number">7.'),
    replaced("mark", "a label", '<seg type="marking">(U)', '<seg type="label">(U)'),
    replaced("mark", "(SBU) is (C)", ">(SBU)<", ">(C)<"),
    replaced("mark", "(SBU) is no mark", '<seg type="marking">(SBU)</seg>', "(SBU)"),
    *(
        edit("emendation", f"reading {n}", lambda r, n=n: _nth(r, "corr", n, "text", "nothing"))
        for n in range(5)
    ),
    edit("emendation", "certainty", _in_text("corr", "cert", "low")),
    edit("emendation", "rule", _in_text("corr", "ana", "#rule-conjecture")),
    edit("emendation", "who", _in_text("corr", "resp", "#nobody")),
    edit("emendation", "words of the source", lambda r: _nth(r, "sic", 1, "text", "8")),
    edit("emendation", "silently applied", _silent),
    edit("emendation", "taken back", _unemended),
    *(
        edit("note", f"words of {one}", lambda r, one=one: _said("Otherwise.")(at(r, one)[0]))
        for one in ("n-extract", "n-programme", "n-forty")
    ),
    edit("note", "another kind", lambda r: at(r, "n-forty").set("type", "fact")),
    edit("note", "another number", lambda r: at(r, "n-forty").set("n", "7")),
    edit("note", "gone", _gone("n-forty")),
    edit("note", "in another paragraph", _moved_note),
    edit("note", "some letters on", _note_into_other_words),
    edit("note", "another source", lambda r: _said("A rumour")(at(r, "n-programme")[1])),
    *(
        edit("name", f"{tag} {n}", _in_text(tag, "key", "nobody", n))
        for tag, n in (("persName", 0), ("persName", 1), ("orgName", 0), ("term", 0), ("term", 3))
    ),
    edit("name", "leads to another entry", _in_text("persName", "ref", "#person-other")),
    edit("name", "a reference to another cable", _in_text("ref", "cRef", "05OTTAWA901", 1)),
    edit("name", "a person is no person", _unwrapped("persName")),
    edit("name", "a term of another sense", _in_text("term", "subtype", "fish", 5)),
    *(
        edit(kind, name, _header(path, _said("Another")))
        for name, (kind, path) in HEADER_FIELDS.items()
    ),
    edit(
        "field",
        "when",
        _header("teiHeader/profileDesc/correspDesc/correspAction/date", _set("when", "2005-02-01")),
    ),
    edit(
        "field",
        "licence",
        _header(
            f"{FILE}/publicationStmt/availability/licence", _set("target", "https://example.org/")
        ),
    ),
    edit(
        "register",
        "how sure",
        _header("standOff/listPerson/person/occupation", _set("cert", "unknown")),
    ),
    edit("register", "gone", lambda r: _remove(r.find(f"{TEI}standOff/{TEI}listPerson")[0])),
    edit("markup", "an element", lambda r: at(r, "p3").append(etree.Element(f"{TEI}del"))),
    edit(
        "markup", "an element without a namespace", lambda r: at(r, "p3").append(etree.Element("b"))
    ),
    edit("markup", "an attribute", lambda r: at(r, "p3").set("rend", "hidden")),
    edit("markup", "a comment", lambda r: at(r, "p3").append(etree.Comment("x"))),
    edit("markup", "a comment in the header", lambda r: r[0].append(etree.Comment("x"))),
    edit("markup", "words between the parts", lambda r: setattr(r[0], "tail", "More.")),
    edit("markup", "a second text", lambda r: r.append(etree.Element(f"{TEI}text"))),
    edit("markup", "a leftover of another kind", _in_text("fw", "type", "banner")),
    edit("markup", "a field of another kind", _in_text("ab", "type", "other", 2)),
    edit("markup", "a part of another kind", _in_text("div", "type", "closing", 1)),
    edit("markup", "the opening is no opening", _in_text("div", "type", "section", 0)),
    edit("markup", "a division more", lambda r: r.find(f".//{TEI}body").append(_made("div"))),
    edit("markup", "a name without words", lambda r: at(r, "p3").append(_made("persName"))),
    edit("markup", "a choice of nothing", lambda r: at(r, "p3").append(_made("choice"))),
    edit("markup", "an item outside its list", _out_of_list),
    edit("markup", "a field with a subtype", _in_text("ab", "subtype", "x", 1)),
    edit("markup", "a label with resp", _in_text("seg", "resp", "#x", 0)),
    Edit("file", "cut off", lambda data: data[: len(data) // 2]),
    Edit("file", "empty", lambda _: b""),
    Edit("file", "no TEI", lambda _: b"<TEI/>"),
    Edit("markup", "a document type", lambda data: data.replace(b"?>", b"?><!DOCTYPE TEI>", 1)),
]

#: Edits of 08ROME410, whose reading the editors corrected: who says that something is what it is.
READING = "08ROME410"
ON_READING: list[Edit] = [
    *(
        edit("reading", f"{one} names nobody", _by(lambda n: n.attrib.pop("resp"), one))
        for one in ("h1", "p2-1", "p3", "p3-2", "p4-1", "p4-2", "ref-a", "signature")
    ),
    *(
        edit("reading", f"{one} names somebody else", _by(_set("resp", "#nobody"), one))
        for one in ("h1", "p2-1", "p3", "p3-2", "p4-1", "p4-2", "ref-a", "signature")
    ),
    *(
        edit("reading", f"{one} names the editors", _by(_set("resp", f"#c-{READING}-editors"), one))
        for one in ("p1", "u1", "p2", "p2-2", "p4", "p4-3", "ref-b")
    ),
    edit("reading", "the subject names nobody", _no_resp("ab", 6)),
    edit("reading", "the TAG names nobody", _no_resp("term", 1)),
    edit("reading", "the citation names nobody", _no_resp("ref", 2)),
    edit(
        "reading", "the TAGS name the editors", _in_text("ab", "resp", f"#c-{READING}-editors", 5)
    ),
    edit("reading", "the TAG is another", _in_text("term", "key", "ETRD", 1)),
    edit("reading", "the cable meant is another", _in_text("ref", "cRef", "08ROME405", 0)),
    edit("reading", "the heading is a paragraph", lambda r: setattr(at(r, "h1"), "tag", f"{TEI}p")),
    edit(
        "reading", "the quotation is a text", lambda r: setattr(at(r, "p4-1"), "tag", f"{TEI}seg")
    ),
    edit("reading", "the table is a text", _by(_set("type", "text"), "p2-1")),
    edit(
        "reading",
        "the policy",
        lambda r: _said("Otherwise.")(r.find(f".//{TEI}segmentation/{TEI}p")),
    ),
]
