"""What is changed on the page of a cable, one place at a time."""

from __future__ import annotations

from tests.tampering.site_edit import PAGE, PAR, WORD, SiteEdit, anchors, on_page

EDITS = [
    *on_page(
        "p",
        ("word-changed", "a word", WORD, r"\1forged"),
        ("word-left-out", "a word", WORD, r"\1"),
        ("hidden", "words struck out", WORD, r"\1<del>\2</del>"),
        ("markup", "a picture with words", WORD, r'\1<img alt="Forged" src="x.png">\2'),
        ("markup", "a field with words", WORD, r'\1<input value="Forged">\2'),
    ),
    *on_page(
        "p1",
        ("word-added", "after a block", r"(cable-block-text\">.*?</span>)</p>", r"\1 Forged.</p>"),
        ("word-added", "a paragraph", PAR, f'<p class="other">Forged.</p>{PAR}'),
        ("mark", "another", r'(class="cable-mark"[^>]*>)\([A-Z]+\)', r"\1(TS)"),
        ("mark", "its meaning", r'(class="cable-mark" title=)"[^"]*"', r'\1"Top secret"'),
        ("mark", "for the filter", r'data-mark="[^"]*"', 'data-mark="(TS)"'),
        (
            "name",
            "a link around other words",
            r"(cable-words\"[^>]*>)([A-Z][a-z]+)",
            r'\1<a href="../index.html">\2</a>',
        ),
        ("hidden", "a paragraph", PAR, f"{PAR} hidden"),
        ("hidden", "a paragraph not displayed", PAR, f'{PAR} style="display:none"'),
        ("hidden", "a paragraph that is inert", PAR, f"{PAR} inert"),
        ("hidden", "a paragraph not read out", PAR, f'{PAR} aria-hidden="true"'),
        ("hidden", "words from right to left", r'(cable-words" lang="en" dir=)"ltr"', r'\1"rtl"'),
        (
            "hidden",
            "a class that hides",
            r'class="cable-blocks"',
            'class="cable-blocks visually-hidden"',
        ),
        ("script", "a handler", PAR, f'{PAR} onclick="forge()"'),
    ),
    *anchors(
        "p1",
        ("renamed", PAR, PAR.replace("p1", "p901")),
        ("a former one invented", PAR, f'<span class="cable-former" id="p77"></span>{PAR}'),
    ),
    *anchors("p4", ("a second place", PAR, f'<p id="p4">Forged.</p>{PAR}')),
    *anchors("p2", ("taken out", r' id="p2"', "")),
    *on_page("p2", ("number", "another", r"¶ 2</a>", "¶ 9</a>")),
    *on_page(
        "p3",
        (
            "order",
            "two paragraphs",
            (
                r"(?s)(<div class=\"cable-par\" id=\"p3\".*?</div></div>)"
                r"(.*?)(<div class=\"cable-par\" id=\"p4\".*?</div></div>)"
            ),
            r"\3\2\1",
        ),
    ),
    *on_page(
        "text as transmitted",
        ("word-changed", "as transmitted", r"(<pre class=\"cable-words\".*?)SUBJECT", r"\1OBJECT"),
    ),
    *on_page(
        "",
        ("name", "another person", r'(people/index.html#person-)[a-z-]+"', r'\1nobody"'),
        ("name", "another host", r'href="\.\./people/index.html#', 'href="//evil.example/'),
        (
            "name",
            "without its link",
            r'<a class="cable-mention cable-person"[^>]*>([^<]*)</a>',
            r"\1",
        ),
        ("word-added", "before all parts", r'(role="main"[^>]*>)', r"\1 Forged. "),
        ("word-added", "after all parts", r'(id="cite".*?</section>)', r"\1 Forged. "),
        (
            "word-added",
            "before the record",
            r"<dl class=\"cable-record",
            '<p>Forged.</p><dl class="cable-record',
        ),
        (
            "field",
            "the number of portions",
            r"([0-9]+) paragraphs?</p></li>",
            "77 paragraphs</p></li>",
        ),
        (
            "emendation",
            "their number",
            (
                r"(?:[0-9]+ emendations?</a>|without"
                r" emendation)(<span class=\"cable-views-other)"
            ),
            r"77 emendations\1",
        ),
        (
            "field",
            "the date below the title",
            r'(class="cable-views-said">.*?)[0-9]{4}</span>',
            r"\g<1>1999</span>",
        ),
        (
            "order",
            "the record unfolded",
            (
                r"(?s)<details class=\"cable-about\" id=\"about\">"
                r"<summary>.*?</summary>(.*?)</details>"
            ),
            r"\1",
        ),
        ("emendation", "of the source", r'data-source="[^"]*"', 'data-source="x"'),
        ("emendation", "its rule", r'data-rule="[^"]*"', 'data-rule="forged"'),
        ("title", "the heading", r'(class="cable-title[^"]*">)[^<]*', r"\1FORGED"),
        ("field", "a label", r">Classification<", ">Cleared<"),
        ("field", "the public record", r'href="[^"]*"(>View )', r'href="https://evil.example/"\1'),
        ("missing", "a sentence", r"(cable-missing.*?<li><p>)[^<]*", r"\1Nothing."),
        ("missing", "the box", r'(?s)<div class="cable-missing.*?</ul>\n</div>', ""),
    ),
    # What a page says of an entry is left out where it is right, so it is not told.
    SiteEdit(
        "name",
        "its meaning",
        PAGE,
        r'(class="cable-mention cable-person"[^>]*title=)"[^"]*"',
        r'\1"A forger"',
        "subject",
        readings=False,
    ),
    *on_page(
        "Identifier", ("field", "the identifier", r"(Identifier<.*?<p>)[^<]*", r"\g<1>05OTTAWA1")
    ),
    *on_page(
        "classification",
        ("field", "the classification", r'(<p id="classification">)[^<]*', r"\1TOP SECRET"),
    ),
    *on_page("Created", ("field", "the date", r"(Created<.*?<p>)[^<]*", r"\g<1>2001-01-01")),
    *on_page("tags", ("field", "the TAGS", r'(<p id="tags">.*?</a>)', r"\1 and more")),
    *on_page(
        "Checksum",
        ("field", "the checksum", r'(SHA-256 <code[^>]*><span class="pre">)[0-9a-f]', r"\1g"),
    ),
    *on_page(
        "n-",
        ("note", "its words", r'(class="cable-note".*?</p>\n<p>)[A-Z][a-z]*', r"\1Forged"),
        ("note", "taken out", r'(?s)<li class="cable-note".*?</li>', ""),
    ),
    *on_page("rn-", ("note", "its number", r'(aria-label="Note )1(">)1', r"\g<1>7\g<2>7")),
    *on_page(
        "Chicago",
        ("beside", "how to cite", r'(data-cite="chicago">)[^<]*', r"\1Forged. "),
    ),
    *on_page(
        "cite",
        ("beside", "the data for citing", r'(data-cite="bibtex"[^>]*>@techreport\{)', r"\1forged"),
    ),
    SiteEdit(
        "beside",
        "a name",
        PAGE,
        r'(class="cable-panel-name"[^>]*>)[^<]*',
        r"\1Forged",
        "panel",
        readings=False,
    ),
    *on_page(
        "p1",
        ("markup", "a comment", r"(cable-block-text\">.*?</span>)</p>", r"\1<!-- Forged. --></p>"),
    ),
]
