"""Edits of an EPUB: (file, edit); ``{}`` in the name of a file stands for the cable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.tampering.kinds import Edit

CABLE = "cables/{}.xhtml"
#: What is tried on the files as a whole, beside the edits of one.
OF_FILES = frozenset({"file"})
PAGES = '<nav epub:type="page-list"><ol><li><a href="index.xhtml">1</a></li></ol></nav>'
CLAIM = '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>'
PAR = r'<div class="cable-par" id="p1"'
WORD = r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)\b([a-z]{4,})\b"


def turned(kind: str, name: str, old: str, new: str) -> Edit:
    """Return an edit that replaces the first match of a pattern."""

    def change(data: bytes) -> bytes:
        return re.sub(old, new, data.decode(), count=1, flags=re.DOTALL).encode()

    return Edit(kind, name, change)


def _of(file: str, kind: str, *edits: tuple[str, str, str]) -> Iterator[tuple[str, Edit]]:
    for name, old, new in edits:
        yield file, turned(kind, name, old, new)


EDITS: list[tuple[str, Edit]] = [
    *_of(CABLE, "word-changed",
         ("a word", WORD, r"\1forged"),
         ("a letter", r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?[a-z])e", r"\1a"),
         ("a mark", r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)\.", r"\1!"),
         ("a word of the closing line", r'(id="signature"><span[^>]*>)[^<]*', r"\1FORGER"),
         ("a word of the subject", r'(<p id="subject">)', r"\1X"),
         ("the text as transmitted", r"(<pre class=\"cable-words\".*?)SUBJECT", r"\1OBJECT"),
         ("letters that look alike", r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)a",
          "\\1\u0430"),
         ("a letter that is not seen", WORD, "\\1\u200b\\2")),
    *_of(CABLE, "word-added",
         ("after a block", r"(cable-block-text\">.*?</span>)</p>", r"\1 Forged.</p>"),
         ("as a paragraph", PAR, f'<p class="other">Forged.</p>{PAR}'),
         ("as a paragraph of the cable", PAR, f'<p class="cable-words">Forged.</p>{PAR}'),
         ("before the record", r'<dl class="cable-record', '<p>Forged.</p><dl class="cable-record'),
         ("before the page", r'<div class="document">', '<p>Forged.</p><div class="document">'),
         ("as a tip", WORD, r'\1<span title="Forged">\2</span>')),
    *_of(CABLE, "word-left-out",
         ("a word", WORD, r"\1"),
         ("a paragraph", r'<div class="cable-par" id="p2".*?</div></div>', ""),
         ("a heading", r"(<section class=\"cable-section\" id=\"h1\">\s*<h2>)[^<]*", r"\1"),
         ("the sign-off", r'<p[^>]*id="signature".*?</p>', ""),
         ("the text as transmitted", r'<div class="cable-transmitted".*?</pre></div>', "")),
    *_of(CABLE, "order",
         ("two paragraphs", (r"(<div class=\"cable-par\" id=\"p3\".*?</div></div>)(.*?)"
          r"(<div class=\"cable-par\" id=\"p4\".*?</div></div>)"), r"\3\2\1"),
         ("two words", r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)\b([a-z]{3,}) ([a-z]{3,})\b",
          r"\1\3 \2"),
         ("notes before the cable", (r"(<dl class=\"cable-record.*?)(<section class=\"cable-notes-"
          r"section\".*?</section>)"), r"\2\1")),
    *_of("content.opf", "order",
         ("the pages of the book", r"(<spine[^>]*>\s*)(<itemref[^>]*>\s*)(<itemref[^>]*>)",
          r"\1\3\2"),
         ("a page out of the line", r"(<spine[^>]*>\s*)<itemref[^>]*>", r"\1")),
    *_of("nav.xhtml", "order",
         ("the contents", r"(<li>\s*<a href=\"introduction[^<]*</a>)", r"</li>\1"),
         ("two landmarks", r"(<li><a epub:type=\"cover\"[^<]*</a></li>)(\s*)(<li>.*?</li>)",
          r"\3\2\1")),
    *_of(CABLE, "anchor",
         ("renamed", PAR, PAR.replace("p1", "p901")),
         ("twice", PAR, f'<p id="p4">Forged.</p>{PAR}'),
         ("taken out", r' id="p2"', ""),
         ("invented", PAR, f'<span class="cable-former" id="p77"></span>{PAR}')),
    *_of("nav.xhtml", "anchor",
         ("that no page has", r'(<a href="cables/[^"#]*)#[a-z-]+"', r'\1#nowhere"')),
    *_of(CABLE, "number",
         ("of a paragraph", r"¶ 2</a>", "¶ 9</a>"),
         ("in its tip", r'title="Link to paragraph 1"', 'title="Link to paragraph 7"')),
    *_of(CABLE, "mark",
         ("of a paragraph", r'(class="cable-mark"[^>]*>)\([A-Z]+\)', r"\1(TS)"),
         ("its meaning", r'(class="cable-mark" title=)"[^"]*"', r'\1"Top secret"'),
         ("the attribute", r'data-mark="[^"]*"', 'data-mark="(TS)"'),
         ("the count of marks", r"([0-9]+) paragraphs?</p></li>", "77 paragraphs</p></li>")),
    *_of(CABLE, "emendation",
         ("what it says of the source", r'data-source="[^"]*"', 'data-source="x"'),
         ("its rule", r'data-rule="[^"]*"', 'data-rule="forged"'),
         ("its reading", r'(class="cable-emendation[^>]*>)[^<]*', r"\1X"),
         ("hidden", r'<a class="cable-emendation[^>]*>([^<]*)</a>', r"\1"),
         ("how many there are", (r"(?:[0-9]+ emendations?</a>|without emendation)"
          r"(<span class=\"cable-views-other)"), r"77 emendations\1")),
    *_of(CABLE, "note",
         ("its words", r'(class="cable-note".*?</p>\n<p>)[A-Z][a-z]*', r"\1Forged"),
         ("its number", r'(aria-label="Note )1("[^>]*>)1', r"\g<1>7\g<2>7"),
         ("taken out", r'<aside class="cable-note".*?</aside>', ""),
         ("where it leads", r'href="#n-[a-z-]+" role="doc-noteref"',
          'href="#p1" role="doc-noteref"'),
         ("no note for the book", r' epub:type="footnote"', ""),
         ("no note by its role", r' role="doc-footnote"', ""),
         ("its status", r"(cable-status-[a-z]+\">)[^<]*", r"\1proved")),
    *_of(CABLE, "name",
         ("to another person", r'(people/index.xhtml#person-)[a-z-]+"', r'\1nobody"'),
         ("to another host", r'href="\.\./people/index.xhtml', 'href="//evil.example/'),
         ("its meaning", r'(class="cable-mention cable-person"[^>]*title=)"[^"]*"',
          r'\1"A forger"'),
         ("its kind", r'class="cable-mention cable-person"',
          'class="cable-mention cable-organization"'),
         ("without its link", r'<a class="cable-mention cable-person"[^>]*>([^<]*)</a>', r"\1"),
         ("on other words", r"(cable-words\"[^>]*>)([A-Z][a-z]+)",
          r'\1<a href="../index.xhtml">\2</a>')),
    *_of("index-of-names.xhtml", "name",
         ("in the index", r"(<li><a href=\"people/[^>]*>)[^<]*", r"\1Forger"),
         ("where the index leads", r'(<a href="cables/[^"#]*)#[a-z0-9-]+"(>¶)', r'\1#subject"\2'),
         ("a place more", r"(<li><a href=\"cables/[^<]*</a>)", r'\1, <a href="text.xhtml">x</a>')),
    *_of(CABLE, "field",
         ("the identifier", r"(Identifier<.*?<p>)[^<]*", r"\g<1>05OTTAWA1"),
         ("the classification", r'(<p id="classification">)[^<]*', r"\1TOP SECRET"),
         ("the date", r"(Created<.*?<p>)[^<]*", r"\g<1>2001-01-01"),
         ("the TAGS", r'(<p id="tags">.*?</a>)', r"\1 and more"),
         ("the checksum", r'(SHA-256 <code[^>]*><span class="pre">)[0-9a-f]', r"\1g"),
         ("a label", r">Classification<", ">Cleared<"),
         ("where the public record is", r'href="[^"]*"(>View )', r'href="https://evil.example/"\1')),
    *_of(CABLE, "missing", ("a sentence", r"(cable-missing.*?<li><p>)[^<]*", r"\1Nothing.")),
    *_of(CABLE, "title",
         ("the heading of the page", r'(class="cable-title[^"]*">)[^<]*', r"\1FORGED"),
         ("the title of the page", r"(<title>)[^<]*", r"\1Forged")),
    *_of("content.opf", "title",
         ("of the book", r"(<dc:title>)[^<]*", r"\1Forged"),
         ("the editors", r"(<dc:creator>)[^<]*", r"\1Forger"),
         ("the day", r"(<dc:date>)[^<]*", r"\g<1>1999-01-01"),
         ("a statement more", r"</metadata>",
          "<dc:subject>Forgery</dc:subject></metadata>"),
         ("a claim that nobody made", r"</metadata>", f"{CLAIM}</metadata>"),
         ("what it says to readers who do not see", r"(accessibilitySummary\">)[^<]*", r"\1Fine.")),
    *_of("index.xhtml", "title",
         ("the title page", r"(<h1>)[^<]*", r"\1Forged"),
         ("the version", r"(<p>)(Version|©)", r"\1Forged \2"),
         ("a line more", r"</section>", "<p>Forged.</p></section>")),
    *_of("cover.xhtml", "title", ("what the cover says", r'alt="Cover: ', 'alt="Forged: ')),
    *_of("nav.xhtml", "title",
         ("in the contents", r'(<a href="cables/[^"#]+">)[^<]*', r"\1Forged"),
         ("a list of pages", r"</body>", f"{PAGES}</body>"),
         ("words beside the lists", r"(<nav epub:type=\"toc\"[^>]*>)", r"\1Forged.")),
    *_of("toc.ncx", "title", ("in the old contents", r"(<text>)[^<]*(</text>\s*</navLabel>)",
                              r"\1Forged\2")),
    *_of("people/index.xhtml", "register",
         ("a person's name", r"(<h2>)[^<]*", r"\1Forged"),
         ("an office", r"(<strong>)[^<]*", r"\1Forger"),
         ("the status of a statement", r"(cable-status cable-status-[a-z]+\">)[^<]*", r"\1proved"),
         ("the words around a place", r'(class="cable-before">)[^<]*', r"\1Forged ")),
    *_of("tags/index.xhtml", "register", ("what a TAG means", r"(<strong>)[^<]*", r"\1Forged")),
    *_of("cables/index.xhtml", "list",
         ("a row of the list", r'(class="cable-date">)[^<]*', r"\g<1>1999-01-01"),
         ("a row taken out", r"<tr><td.*?</tr>", "")),
    *_of("missing/index.xhtml", "missing", ("what is missing", r"Of [0-9]+", "Of 77")),
    *_of("chronology/index.xhtml", "list",
         ("an event", r'(cable-statement"><strong>)[^<]*', r"\g<1>1999")),
    *_of("emendations/index.xhtml", "emendation",
         ("in the register, of the source", r'(class="cable-source-reading">)[^<]*', r"\1Forged"),
         ("in the register, of the edition", r'(class="cable-edition-reading">)[^<]*',
          r"\1Forged"),
         ("out of the register", r"<tr id=.*?</tr>", "")),
    *_of("releases/index.xhtml", "list",
         ("the day of a release", r"(<p><em>)[0-9-]*", r"\g<1>1999-01-01")),
    *_of(CABLE, "script",
         ("a script", r"</head>", "<script>document.title='Forged'</script></head>"),
         ("a style", r"</head>", "<style>#p1::after{content:'Forged'}</style></head>"),
         ("another style sheet", r"</head>", '<link rel="stylesheet" href="x.css"/></head>'),
         ("a frame", r"</body>", '<iframe src="https://evil.example"></iframe></body>'),
         ("a handler", PAR, f'{PAR} onclick="forge()"')),
    *_of(CABLE, "hidden",
         ("what hides", PAR, f"{PAR} hidden=''"),
         ("what does not display", PAR, f'{PAR} style="display:none"'),
         ("what strikes out", WORD, r"\1<del>\2</del>"),
         ("what turns around", r'(cable-words" lang="en" dir=)"ltr"', r'\1"rtl"')),
    *_of(CABLE, "markup",
         ("a comment", PAR, f"<!-- Forged. -->{PAR}"),
         ("an instruction", r"<html", '<?xml-stylesheet href="x.css"?><html'),
         ("an entity", r"<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x "Forged">]>'),
         ("a picture with words", WORD, r'\1<img alt="Forged" src="../cover.png"/>\2'),
         ("an element of another language", WORD, r'\1<x xmlns="urn:x">\2</x>')),
    *_of("_static/cable-epub.css", "hidden",
         ("the style sheet", r"\A", "#p1 { display: none }\n")),
    *_of("META-INF/container.xml", "markup", ("where the book is", r"content\.opf", "other.opf")),
]  # fmt: skip
