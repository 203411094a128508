"""What is changed in a built site, one place at a time, and where verify must say that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PAGE = "cables/{}.html"
COPY = "_sources/cables/{}.md.txt"


@dataclass(frozen=True)
class SiteEdit:
    """A change to one file: its kind, what it does, the file, and the text that it changes.

    ``old`` is a pattern; the first match is replaced. ``{}`` in the file stands for the cable.
    ``place`` is the anchor, or the part of the page, that a message must begin with; none for what
    stands around the edition's own part. Where ``readings`` is true, both must be told.
    """

    kind: str
    name: str
    file: str
    old: str
    new: str
    place: str = ""
    readings: bool = True

    def change(self, text: str) -> str:
        """Return the text of the file with the change, or as it is if there is nothing to do."""
        return re.sub(self.old, self.new, text, count=1, flags=re.DOTALL)


def _on_page(place: str, *edits: tuple[str, str, str, str]) -> Iterator[SiteEdit]:
    for kind, name, old, new in edits:
        yield SiteEdit(kind, name, PAGE, old, new, place)


def _anchors(place: str, *edits: tuple[str, str, str]) -> Iterator[SiteEdit]:
    for name, old, new in edits:
        yield SiteEdit("anchor", name, PAGE, old, new, place, readings=False)


def _around(*edits: tuple[str, str, str, str]) -> Iterator[SiteEdit]:
    for kind, name, old, new in edits:
        yield SiteEdit(kind, name, PAGE, old, new, readings=False)


def _apart(file: str, *edits: tuple[str, str, str]) -> Iterator[SiteEdit]:
    for name, old, new in edits:
        yield SiteEdit("script", name, file, old, new, readings=False)


def _on(file: str, place: str, *edits: tuple[str, str, str, str]) -> Iterator[SiteEdit]:
    for kind, name, old, new in edits:
        yield SiteEdit(kind, name, file, old, new, place)


PAR = r'<div class="cable-par" id="p1"'
WORD = r"(cable-words\" lang=\"en\" dir=\"ltr\">[^<]*?)\b([a-z]{4,})\b"
EDITS = [
    *_on_page(
        "p",
        ("word-changed", "a word", WORD, r"\1forged"),
        ("word-left-out", "a word", WORD, r"\1"),
        ("hidden", "words struck out", WORD, r"\1<del>\2</del>"),
        ("markup", "a picture with words", WORD, r'\1<img alt="Forged" src="x.png">\2'),
        ("markup", "a field with words", WORD, r'\1<input value="Forged">\2'),
    ),
    *_on_page(
        "p1",
        ("word-added", "after a block", r"(cable-block-text\">.*?</span>)</p>", r"\1 Forged.</p>"),
        ("word-added", "a paragraph", PAR, f'<p class="other">Forged.</p>{PAR}'),
        ("mark", "another", r'(class="cable-mark"[^>]*>)\([A-Z]+\)', r"\1(TS)"),
        ("mark", "its meaning", r'(class="cable-mark" title=)"[^"]*"', r'\1"Top secret"'),
        ("mark", "for the filter", r'data-mark="[^"]*"', 'data-mark="(TS)"'),
        ("name", "a link around other words", r"(cable-words\"[^>]*>)([A-Z][a-z]+)",
         r'\1<a href="../index.html">\2</a>'),
        ("hidden", "a paragraph", PAR, f"{PAR} hidden"),
        ("hidden", "a paragraph not displayed", PAR, f'{PAR} style="display:none"'),
        ("hidden", "a paragraph that is inert", PAR, f"{PAR} inert"),
        ("hidden", "a paragraph not read out", PAR, f'{PAR} aria-hidden="true"'),
        ("hidden", "words from right to left", r'(cable-words" lang="en" dir=)"ltr"', r'\1"rtl"'),
        ("hidden", "a class that hides", r'class="cable-blocks"',
         'class="cable-blocks visually-hidden"'),
        ("script", "a handler", PAR, f'{PAR} onclick="forge()"'),
    ),
    *_anchors(
        "p1",
        ("renamed", PAR, PAR.replace("p1", "p901")),
        ("a former one invented", PAR, f'<span class="cable-former" id="p77"></span>{PAR}'),
    ),
    *_anchors("p4", ("a second place", PAR, f'<p id="p4">Forged.</p>{PAR}')),
    *_anchors("p2", ("taken out", r' id="p2"', "")),
    *_on_page("p2", ("number", "another", r"¶ 2</a>", "¶ 9</a>")),
    *_on_page(
        "p3",
        ("order", "two paragraphs", (r"(?s)(<div class=\"cable-par\" id=\"p3\".*?</div></div>)"
         r"(.*?)(<div class=\"cable-par\" id=\"p4\".*?</div></div>)"), r"\3\2\1"),
    ),
    *_on_page(
        "text as transmitted",
        ("word-changed", "as transmitted", r"(<pre class=\"cable-words\".*?)SUBJECT", r"\1OBJECT"),
    ),
    *_on_page(
        "",
        ("name", "another person", r'(people/index.html#person-)[a-z-]+"', r'\1nobody"'),
        ("name", "another host", r'href="\.\./people/index.html#', 'href="//evil.example/'),
        ("name", "without its link", r'<a class="cable-mention cable-person"[^>]*>([^<]*)</a>',
         r"\1"),
        ("word-added", "before all parts", r'(role="main"[^>]*>)', r"\1 Forged. "),
        ("word-added", "after all parts", r'(id="cite".*?</section>)', r"\1 Forged. "),
        ("word-added", "before the record", r"<dl class=\"cable-record",
         '<p>Forged.</p><dl class="cable-record'),
        ("field", "the number of portions", r"([0-9]+) paragraphs?</p></li>",
         "77 paragraphs</p></li>"),
        ("emendation", "their number", (r"(?:[0-9]+ emendations?</a>|without"
         r" emendation)(<span class=\"cable-views-other)"), r"77 emendations\1"),
        ("field", "the date below the title", r'(class="cable-views-said">.*?)[0-9]{4}</span>',
         r"\g<1>1999</span>"),
        ("order", "the record unfolded", (r"(?s)<details class=\"cable-about\" id=\"about\">"
         r"<summary>.*?</summary>(.*?)</details>"), r"\1"),
        ("emendation", "of the source", r'data-source="[^"]*"', 'data-source="x"'),
        ("emendation", "its rule", r'data-rule="[^"]*"', 'data-rule="forged"'),
        ("title", "the heading", r'(class="cable-title[^"]*">)[^<]*', r"\1FORGED"),
        ("field", "a label", r">Classification<", ">Cleared<"),
        ("field", "the public record", r'href="[^"]*"(>View )', r'href="https://evil.example/"\1'),
        ("missing", "a sentence", r'(cable-missing.*?<li><p>)[^<]*', r"\1Nothing."),
        ("missing", "the box", r'(?s)<div class="cable-missing.*?</ul>\n</div>', ""),
    ),
    # What a page says of an entry is left out where it is right, so it is not told.
    SiteEdit("name", "its meaning", PAGE,
             r'(class="cable-mention cable-person"[^>]*title=)"[^"]*"', r'\1"A forger"',
             "subject", readings=False),
    *_on_page("Identifier", ("field", "the identifier", r"(Identifier<.*?<p>)[^<]*",
                             r"\g<1>05OTTAWA1")),
    *_on_page("classification", ("field", "the classification", r'(<p id="classification">)[^<]*',
                                 r"\1TOP SECRET")),
    *_on_page("Created", ("field", "the date", r"(Created<.*?<p>)[^<]*", r"\g<1>2001-01-01")),
    *_on_page("tags", ("field", "the TAGS", r'(<p id="tags">.*?</a>)', r"\1 and more")),
    *_on_page("Checksum", ("field", "the checksum",
                         r'(SHA-256 <code[^>]*><span class="pre">)[0-9a-f]', r"\1g")),
    *_on_page(
        "n-",
        ("note", "its words", r'(class="cable-note".*?</p>\n<p>)[A-Z][a-z]*', r"\1Forged"),
        ("note", "taken out", r'(?s)<li class="cable-note".*?</li>', ""),
    ),
    *_on_page("rn-", ("note", "its number", r'(aria-label="Note )1(">)1', r"\g<1>7\g<2>7")),
    *_on_page(
        "Chicago",
        ("beside", "how to cite", r'(data-cite="chicago">)[^<]*', r"\1Forged. "),
    ),
    *_on_page(
        "cite",
        ("beside", "the data for citing", r'(data-cite="bibtex"[^>]*>@techreport\{)', r"\1forged"),
    ),
    SiteEdit("beside", "a name", PAGE, r'(class="cable-panel-name"[^>]*>)[^<]*', r"\1Forged",
             "panel", readings=False),
    *_on_page("p1", ("markup", "a comment", r"(cable-block-text\">.*?</span>)</p>",
                     r"\1<!-- Forged. --></p>")),
    *_on(
        "introduction.html", "after ",
        ("chapter", "a word", r"(<div id=.*?<p>[^<]*?[a-z] )[a-z]+", r"\1forged"),
        ("chapter", "a word more", r"(<div id=.*?<p>[^<]*?[a-z] )([a-z]+)", r"\1forged \2"),
    ),
    SiteEdit("chapter", "a word less", "introduction.html", r"(<div id=.*?<p>[^<]*?[a-z] )[a-z]+",
             r"\1", "after ", readings=False),
    *(
        SiteEdit("chapter", name, "introduction.html", old, new, readings=False)
        for name, old, new in (
            ("an attribute", r"(<p>[^<]*?)<a ", r'\1<a forged="x" '),
            ("where a name leads", r"(<p>[^<]*?<a [^>]*)href=\"[^\"]*\"", r'\1href="index.html"'),
            ("a name that leads to another host", r"(<p>[^<]*?<a [^>]*)href=\"[^\"]*\"",
             r'\1href="https://evil.example/"'),
            ("where a link to a cable leads", r"(cables/)[0-9A-Z]+(?=\.html)", r"\g<1>05ROME2"),
            ("a link to nobody", r'((?:people|organizations)/index\.html#)[a-z-]+"', r'\1forged"'),
            ("a tip", r"(<p>[^<]*?<a )", r'\1title="Forged" '),
            ("another window", r"(<p>[^<]*?<a )", r'\1target="forged" '),
            ("what a link is", r"(<p>[^<]*?<a )", r'\1rel="forged" '),
            ("a link around a word", r"<p>([A-Z][a-z]+)", r'<p><a href="index.html">\1</a>'),
            ("a link around a word, out", r"<p>([A-Z][a-z]+)",
             r'<p><a href="https://evil.example/">\1</a>'),
            ("the link of a heading", r'(<h2>[^<]*<a class="headerlink" href=")[^"]*',
             r"\1index.html"),
            ("the tip of a heading", r'(<h2>[^<]*<a [^>]*title=")[^"]*', r"\1Forged"),
            ("words hidden", r"<p>(?=[A-Z])", "<p hidden>"),
            ("words hidden by a style", r"<p>(?=[A-Z])", '<p style="display:none">'),
            ("words hidden by a class", r"<p>(?=[A-Z])", '<p class="visually-hidden">'),
            ("words turned round", r"<p>(?=[A-Z])", '<p dir="rtl">'),
            ("words read out otherwise", r"<p>(?=[A-Z])", '<p aria-label="Forged">'),
            ("words struck out", r"<p>([A-Z][a-z]+)", r"<p><del>\1</del>"),
            ("a picture", r"<p>(?=[A-Z])", '<p><img src="_static/file.png">'),
            ("a picture with words", r"<p>(?=[A-Z])", '<p><img src="x.png" alt="Forged">'),
            ("a field with words", r"<p>(?=[A-Z])", '<p><input value="Forged">'),
            ("an emphasis more", r"<p>([A-Z][a-z]+)", r"<p><em>\1</em>"),
            ("an emphasis less", r"<em>([^<]*)</em>", r"\1"),
            ("a heading of a lower level", r"<h2>(.*?)</h2>", r"<h3>\1</h3>"),
            ("a quotation", r"(<p>[A-Z][^<]*</p>)", r"<blockquote>\1</blockquote>"),
        )
    ),
    SiteEdit("chapter", "a heading", "introduction.html", r"(<h2>)[^<]*", r"\1Forged",
             "after ", readings=False),
    SiteEdit("chapter", "a paragraph", "introduction.html", r"</h1>", "</h1><p>Forged.</p>",
             "after ", readings=False),
    *(
        SiteEdit("copy", name, "_sources/introduction.md.txt", old, new, "this is not the file",
                 readings=False)
        for name, old, new in (
            ("of a chapter, a word", r"\b[a-z]{4,}\b", "forged"),
            ("of a chapter, a line", r"\Z", "Forged.\n"),
        )
    ),
    *(
        SiteEdit("search", name, f"_search/{file}.js", old, new, readings=False)
        for name, file, old, new in (
            ("a title", "t-0", r'("title":")[^"]*', r"\1Forged"),
            ("a word that it shows", "t-0", r'("p1","[^"]*","[^"]*?)[a-z]{4,}', r"\1forged"),
            ("where a result leads", "t-0", r'"p1"', '"p0"'),
            ("a page", "t-0", r'("page":")[^"]*', r"\1forged.html"),
            ("a page of another host", "t-0", r'("page":")', r"\1https://evil.example/"),
            ("a word of no page", "w-a", r'(","|\{")(\w+)(":")', r"\1quuxforged\3"),
            ("where a word is", "w-a", r'(":"0)', r"\1!"),
            ("the order of words", "p-a", r'(":"0![^"]*?)[!#$%](")', r"\1:\2"),
            ("a form of a word", "w-a", r'(\["0[^"]*",")([a-z]+)', r"\1forged"),
            ("a filter", "filters", r'("Cables":"0)', r"\1:::::::::::::::::::::::::::::::"),
            ("code", "index", r"\Z", "forge();\n"),
            ("no end", "index", r"\}\)", ""),
        )
    ),
    *(
        SiteEdit("search", f"quotations, {name}", f"_quotations/{file}.js", old, new,
                 readings=False)
        for name, file, old, new in (
            ("where words are", "p-0", r'(p-0","[^"]{9}[^"]*?)[!#$%]', r"\1;"),
            ("a place more", "p-1", r'(",")(.)', r"\1\2!"),
            ("a reference", "c-0", "Diplomatic cable", "Forged cable"),
            ("its version", "index", r'("release":")', r"\1forged"),
            ("its address", "index", r'("address":")', r"\1https://evil.example/"),
            ("its witness", "index", "base text", "original telegram"),
            ("code", "index", r"\Z", "forge();\n"),
        )
    ),
    *_around(
        ("markup", "words after the end", r"\Z", "<p>Forged.</p>"),
        ("markup", "another end before", r"</html>", "</html><p>Forged.</p></html>"),
        ("hidden", "by a style sheet", r"</head>",
         "<style>#p1::after{content:'Forged'}</style></head>"),
        ("hidden", "a way around it, by a class",
         r'<a class="reference internal" href="\.\./people',
         '<a class="reference internal visually-hidden" href="../people'),
        ("script", "in the head", r"</head>", "<script>document.title='Forged'</script></head>"),
        ("script", "from another host", r"</body>",
         '<script src="https://evil.example/x.js"></script></body>'),
        ("script", "from the site's own folder", r"</body>",
         '<script src="../_static/forged.js"></script></body>'),
        ("script", "a page that leads away", r"</head>",
         '<meta http-equiv="refresh" content="0; url=https://evil.example/"></head>'),
        ("script", "a frame", r"</article>|</body>",
         '<iframe src="https://evil.example"></iframe></body>'),
        ("title", "of the page", r"(<title>)[^<]*", r"\1Forged"),
        ("field", "for catalogues", r'(name="citation_title" content=)"[^"]*"', r'\1"Forged"'),
        ("beside", "the next page", r'(rel="next"[^>]* href=)"[^"]*"', r'\1"index.html"'),
    ),
    *_apart(
        "search.html",
        ("in the words of the search", r'(role="main"[^>]*>)', r"\1<script>forge()</script>"),
        ("in the frame of the search", r"</body>", "<script>forge()</script></body>"),
        ("a handler on the search", r"<body", '<body onload="forge()"'),
        ("a way from the search", r"</body>", '<a href="https://evil.example/">Here</a></body>'),
    ),
    *_apart(
        "reading-list.html",
        ("in the reading list", r'(role="main"[^>]*>)', r'\1<iframe src="https://evil.example/"></iframe>'),
        ("in the head of the reading list", r"</head>", "<style>h1{display:none}</style></head>"),
    ),
    *_apart(
        "_static/scripts/furo.js",
        ("in the script of the theme", r"\Z", "\nforge();"),
    ),
    *_apart(
        "_static/styles/furo.css",
        ("words hidden by the style of the theme", r"\Z", "#p1{display:none}"),
    ),
    *_apart(
        "_static/pygments.css",
        ("words hidden by the style of code", r"\Z", "#p1 { color: transparent }"),
        ("words by the style of code", r"\Z", ".highlight::after { content: 'Forged' }"),
        ("a style of another host", r"\A", "@import 'https://evil.example/x.css';"),
    ),
    *_apart(
        "_static/documentation_options.js",
        ("in the settings of Sphinx", r"true,", "forge(),"),
        ("after the settings of Sphinx", r"\Z", "\nforge();"),
    ),
    *_apart("_static/doctools.js", ("in a script of Sphinx", r"\Z", "\nforge();")),
    *_apart("_static/cable-search.js", ("in a script of the edition", r"\Z", "\nforge();")),
    *_apart("_static/cable-edition.css", ("in a style of the edition", r"\Z", "p{opacity:0}")),
    *_apart("_static/cable-favicon.svg", ("in the sign of the site", r"</svg>",
                                          "<script>forge()</script></svg>")),
    *_apart(
        "_static/cable-fonts.css",
        ("a letter of the fonts", "base64,d09GMgAB", "base64,d09GMgAC"),
        ("beside the fonts", r"\Z", "#p1{display:none}"),
    ),
    *(
        SiteEdit("search", name, "_static/cable-ids.js", old, new, readings=False)
        for name, old, new in (
            ("an id of no cable", r'(window.cableIds = ")', r"\g<1>05ROME9 "),
            ("where an id leads", "cables/", "forged/"),
            ("code beside the ids", r"\Z", "forge();"),
        )
    ),
    *(
        SiteEdit("page", name, file, old, new, readings=False)
        for name, file, old, new in (
            ("the search, its label", "search.html", "an exact phrase", "a forged phrase"),
            ("the search, a word without a script", "search.html", "The search needs",
             "The search hates"),
            ("the search, its root", "search.html", r'data-root="[^"]*"',
             'data-root="https://evil.example/"'),
            ("the search, a link", "search.html", '<label for="cable-query">',
             '<label for="cable-query"><a href="index.html">Here</a>'),
            ("the search, its title", "search.html", r"(<title>)", r"\1Forged "),
            ("the search, words around it", "search.html", r"</footer>", "Forged</footer>"),
            ("the check, a word", "check-a-quotation.html", "Nothing is sent", "All is sent"),
            ("the check, its root", "check-a-quotation.html", r'data-root="[^"]*"',
             'data-root="https://evil.example/"'),
            ("the check, a way out", "check-a-quotation.html", '<form class="cable-search-form"',
             '<form class="cable-search-form" action="https://evil.example/"'),
            ("the reading list, a word", "reading-list.html", "Nothing is sent", "All is sent"),
            ("the reading list, shown", "reading-list.html", r'(id="cable-reading-list") hidden',
             r"\1"),
            ("the reading list, a word more", "reading-list.html", "<h1>Reading", "<h1>My reading"),
            ("the reading list, after it", "reading-list.html", "</body>", "<p>Forged</p></body>"),
            ("for programs, a line", "for-programs.html", "head -n 1", "head -n 2"),
            ("for programs, where a file is", "for-programs.html", r'href="data/cables.jsonl"',
             'href="https://evil.example/cables.jsonl"'),
            ("for programs, a row taken out", "for-programs.html",
             r'(?s)<section id="table">.*?</section>', ""),
            ("for programs in prose, the title", "llms.txt", r"\A# ", "# Forged "),
            ("for programs in prose, an address", "llms.txt", r"\]\(\S*cables\.jsonl\)",
             "](https://evil.example/cables.jsonl)"),
            ("for programs in prose, a line more", "llms.txt", r"\Z", "Forged.\n"),
            ("of the lost, a word", "404.html", "There is no such page", "There was a page"),
            ("of the lost, its script", "404.html", "event.preventDefault", "forge"),
            ("of the lost, where it leads", "404.html", r'(begin at the <a href=")', r'\1/forged/'),
            ("of the lost, its title", "404.html", r"(No such page - )[^<]*", r"\1Forged"),
        )
    ),
    *_on(
        "cables/index.html", "cables",
        ("list", "a date", r'(class="cable-date">)[^<]*', r"\g<1>1999-01-01"),
        ("list", "where a row leads", r'(<th scope="row"><a href=)"[^"]*"', r'\1"../index.html"'),
    ),
    SiteEdit("list", "a row taken out", "cables/index.html", r"<tr><td.*?</tr>", "", "cables",
             readings=False),
    *_on("chronology/index.html", "",
         ("list", "an event", r'(cable-statement"><strong>)[^<]*', r"\g<1>1999")),
    *_on("classifications/index.html", "",
         ("list", "cables of a classification", r"<em>[0-9]+ cables?", "<em>77 cables")),
    *_on("missing/index.html", "what-is-missing",
         ("missing", "in the edition", r"(<p>[^<]*)Of [0-9]+", r"\1Of 77")),
    *_on(
        "people/index.html", "person-",
        ("register", "a name", r"(<h2>)[^<]*", r"\1Forged"),
        ("register", "an office", r"(<strong>)[^<]*", r"\1Forger"),
        ("register", "the status of a statement", r"(cable-status cable-status-[a-z]+\">)[^<]*",
         r"\1proved"),
        ("register", "the source of a statement", r'(class="cable-source[^"]*" href=)"[^"]*"',
         r'\1"https://evil.example/"'),
        ("register", "the words around a place", r'(class="cable-before">)[^<]*', r"\1Forged "),
    ),
    *_on("glossary/index.html", "",
         ("register", "where a letter leads",
          r'(cable-letters docutils container">\n<p><a [^>]*href=")[^"]*', r"\1#forged"),
         ("register", "a letter", r'(cable-letters docutils container">\n<p>.*?std-term">)[^<]',
          r"\1W")),
    *_on("glossary/index.html", "term-",
         ("register", "the words of a source", r"(cable-described[^>]*>)[^<]*", r"\1Forged"),
         ("register", "where a place is", r'(class="cable-place" href=)"[^"]*"',
          r'\1"../index.html"')),
    *_on("tags/index.html", "tag-",
         ("register", "what a TAG means", r"(<strong>)[^<]*", r"\1Forged")),
    *_on("posts/index.html", "post-", ("register", "a post", r"(<mark>)[^<]*", r"\1FORGED")),
    *_on(
        "emendations/index.html", "",
        ("emendation", "in the register, of the source", r'(class="cable-source-reading">)[^<]*',
         r"\1Forged"),
        ("emendation", "in the register, of the edition", r'(class="cable-edition-reading">)[^<]*',
         r"\1Forged"),
        ("emendation", "in the register, its rule",
         r'(<p class="cable-reason"><a href="#rule-)[a-z-]*', r"\1forged"),
        ("emendation", "a rule", r"(<dd><p>)[^<]*", r"\1Forged."),
        ("anchor", "of the register", r'(<tr id=")[^"]*', r"\1forged"),
    ),
    SiteEdit("emendation", "out of the register", "emendations/index.html",
             r"<tr id=.*?</tr>", "", readings=False),
    *(
        SiteEdit("picture", name, file, old, new, place, readings=False)
        for name, file, old, new, place in (
            ("a word", "people/index.html", r'(role="img".*?<text [^>]*>)[^<]*', r"\1Forged",
             "the picture must say"),
            ("a number", "people/index.html", r"(layer_1_marks.*?<text [^>]*>)[0-9]+", r"\g<1>77",
             "the picture must say"),
            ("a mark taken out", "people/index.html", r"(layer_0_marks[^>]*>)<path[^>]*>", r"\1",
             "the picture has"),
            ("a word that is not seen", "people/index.html", r'(role="img".*?<text )',
             r'\1opacity="0" ', "the words"),
            ("a word beside its own", "classifications/index.html", r'(role="img"[^>]*>)',
             r"\1Forged", "the picture has the words"),
            ("a word more", "classifications/index.html", r"</svg>(?=</div>\s*<figcaption)",
             '<text fill="currentColor">Forged</text></svg>', "the picture says"),
            ("a part that Vega does not draw", "classifications/index.html",
             r'(role="img"[^>]*>)', r"\1<image></image>", "something stands"),
            ("its name", "classifications/index.html", r'(role="img" aria-label=")[^"]*',
             r"\1Forged", ""),
            ("its caption", "chronology/index.html", r"(<figcaption>)[^<]*", r"\1Forged", ""),
            ("its scale", "chronology/index.html", r'(role="img".*?<text [^>]*>)[^<]*',
             r"\1Forged", "the scale"),
            ("a number of the table", "people/index.html",
             r"(cable-picture-words.*?<td><p>)[0-9]+(</p></td>\s*</tr>)", r"\g<1>77\2", ""),
            ("a row of the table", "people/index.html",
             r"(cable-picture-words.*?<tbody>\s*)<tr.*?</tr>", r"\1", ""),
            ("a word of the table", "classifications/index.html",
             r"(cable-picture-words.*?<td><p>)[^<]*", r"\1Forged", ""),
            ("where a row leads", "people/index.html",
             r'(cable-picture-words.*?<td><p><a [^>]*href=")[^"]*', r"\1../index.html", ""),
            ("taken out", "people/index.html", r'<figure class="cable-picture.*?</figure>', "", ""),
            ("one in a cable", PAGE, PAR,
             f'<figure class="cable-picture"><p>Forged.</p></figure>{PAR}', ""),
            ("a table in a cable", PAGE, PAR,
             f'<details class="cable-picture-words"><p>Forged.</p></details>{PAR}', ""),
        )
    ),
    SiteEdit("hidden", "a reference", "references/index.html", r'<span class="xref',
             '<span style="display: none" class="xref', "all", readings=False),
    SiteEdit("hidden", "a reference, by a class", "references/index.html", r'<span class="xref',
             '<span class="visually-hidden xref', "all", readings=False),
    *_on("references/index.html", "all",
         ("list", "a reference", r'(id="all".*?xref cable-link">)[0-9A-Z]*', r"\g<1>05ROME9")),
    *_on("releases/index.html", "release-",
         ("list", "what a release did", r"new in this release", "withdrawn"),
         ("list", "the day of a release", r"(<p><em>)[0-9-]*", r"\g<1>1999-01-01")),
    *(
        SiteEdit("copy", f"{name} of a picture", f"_sources/{page}/index.md.txt", old, new,
                 directive, readings=False)
        for name, page, directive, old, new in (
            ("a number", "people", "people-pairs", r"(people-pairs\}.*?\| )[0-9]+\n", r"\g<1>77\n"),
            ("a name", "people", "people-pairs", r"(people-pairs\}\n[^|]*\| )[^|]*", r"\1Forged "),
            ("an event", "chronology", "timeline", r"(\{cable:timeline\}.*?\| )0", r"\g<1>77"),
            ("a place", "references", "reference-arcs", r"\| outside", "| inside"),
            ("a row", "classifications", "portion-bars", r"(portion-bars\}\n)[^\n]*\n", r"\1"),
        )
    ),
    *_on("_sources/emendations/index.md.txt", "emendations",
         ("copy", "an emendation", r"(e-[a-z0-9-]+ \| )[^|]*", r"\1Forged ")),
    *_on("_sources/releases/index.md.txt", "release-",
         ("copy", "a release", r"new in this release", "withdrawn")),
    *_on(
        COPY, "p",
        ("copy", "a word", r"(\{cable:par\}[^`]*?)\b([a-z]{4,})\b", r"\1forged"),
        ("copy", "a number", r"(\{cable:par\} p2) 2", r"\1 9"),
    ),
    *_on(
        COPY, "",
        ("copy", "where a name leads", r"(\{cable:person\}`[^`]* <)[^>]*", r"\1nobody"),
        ("copy", "the record", r"(classification \| Classification \|) .*?\n", r"\1 SECRET X\n"),
    ),
    *_on(COPY, "transmitted", ("copy", "the text as transmitted",
                               r"(\{cable:transmitted\}[^`]*?)SUBJECT", r"\1OBJECT")),
    *_on("_sources/cables/index.md.txt", "cables",
         ("copy", "a list", r"\| [A-Z][A-Za-z]+ \|", "| Forged |")),
    *_on("_sources/people/index.md.txt", "",
         ("copy", "a register", r"\{cable:entry\} person [a-z-]+", "{cable:entry} person nobody")),
]  # fmt: skip
