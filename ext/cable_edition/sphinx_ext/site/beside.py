"""A witness beside the base text on the page of a cable: two columns, and what to show of them.

All is in the page, and nothing of it asks for a script: which columns are shown is told by the
buttons themselves, which the style sheet asks. A browser that cannot ask shows all. What differs
is told by words behind it, and by lines of two kinds; never by a colour alone.
"""

from __future__ import annotations

from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM
from cable_edition.core.myst.row_kinds import BESIDE, PassageRow, SameRow, VariantRow
from cable_edition.core.words import say
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.directive import CableDirective
from cable_edition.sphinx_ext.nodes import skip
from cable_edition.sphinx_ext.row_reading import RowsTaken, take_rows
from cable_edition.sphinx_ext.site.language import as_sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

#: What says in the data of a page that it has columns.
_MARK = "cable_beside"


class beside(nodes.General, nodes.Element):  # noqa: N801 - as docutils names its nodes
    """Two columns: ``siglum`` and ``about`` of the witness, and ``rows``.

    As an attribute the rows stay out of the search index, which has the words of the base text
    from its paragraphs.
    """


class Beside(CableDirective):
    """``{cable:beside} B release, 2011-06-01``: a row for each passage, behind it its words."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the columns as one node, and what is no row."""
        taken: RowsTaken[PassageRow | SameRow | VariantRow] = take_rows(self, BESIDE)
        siglum, about = (*self.arguments, "")[:2]
        node = beside(rows=list(taken.rows), siglum=siglum, about=about)
        self.set_source_info(node)
        self.env.metadata[self.env.docname][_MARK] = "yes"
        return [node, *taken.others]


def _visit(self: HTML5Translator, node: beside) -> None:
    """Write the columns; an EPUB has no room for two, and the list of the differences."""
    if self.builder.name in BUILDERS:
        self.body += _written(node, as_sent(self.builder))
    raise nodes.SkipNode


def _written(node: beside, sent: str) -> Iterator[str]:
    siglum = escape(node["siglum"])
    title = say("{base} and {witness} side by side", base=BASE_SIGLUM, witness=node["siglum"])
    about = f": {node['about']}" if node["about"] else ""
    base = say("{base}, base text", base=BASE_SIGLUM)
    passages = _passages(node["rows"])
    yield (f'<details class="cable-beside"><summary>{escape(title + about)}</summary>\n')
    yield from _choice(siglum, passages)
    yield (
        '<table class="cable-columns"><thead><tr>'
        f'<th scope="col">{escape(say("Place"))}</th>'
        f'<th scope="col" class="cable-column-a">{escape(base)}</th>'
        f'<th scope="col" class="cable-column-b">{siglum}</th></tr></thead><tbody>\n'
    )
    for passage, words in passages:
        yield from _row(siglum, passage, words, sent)
    yield "</tbody></table></details>\n"


_Passage = tuple[PassageRow, list[SameRow | VariantRow]]


def _passages(rows: list[PassageRow | SameRow | VariantRow]) -> list[_Passage]:
    found: list[_Passage] = []
    for row in rows:
        if isinstance(row, PassageRow):
            found.append((row, []))
        elif found:
            found[-1][1].append(row)
    return found


def _differs(passage: PassageRow, words: list[SameRow | VariantRow]) -> bool:
    return passage.standing != "both" or any(isinstance(one, VariantRow) for one in words)


def _choice(siglum: str, passages: list[_Passage]) -> Iterator[str]:
    legend = escape(say("Columns"))
    yield f'<fieldset class="cable-beside-choice"><legend>{legend}</legend>'
    group = f"beside-{siglum.lower()}"
    for value, name in (
        ("both", say("{base} and {witness}", base=BASE_SIGLUM, witness=siglum)),
        ("a", say("{witness} alone", witness=BASE_SIGLUM)),
        ("b", say("{witness} alone", witness=siglum)),
    ):
        checked = " checked" if value == "both" else ""
        button = f'<input type="radio" name="{group}" value="{value}"{checked}>'
        yield f"<label>{button} {escape(name)}</label>"
    if 0 < sum(_differs(*one) for one in passages) < len(passages):
        only = escape(say("only passages that differ"))
        yield f'<label><input type="checkbox" value="differing"> {only}</label>'
    yield "</fieldset>\n"


def _row(
    siglum: str, passage: PassageRow, words: list[SameRow | VariantRow], sent: str
) -> Iterator[str]:
    standing = passage.standing
    differs = ' class="cable-differs"' if _differs(passage, words) else ""
    name = escape(passage.name)
    place = f'<a href="#{passage.anchor}">{name}</a>' if passage.anchor else name
    own: Iterator[str] = chain.from_iterable(map(_a, words))
    theirs = _b(words)
    if standing == "base":
        theirs = iter([_said(say("missing"))])
    elif standing == "away":
        behind = say("moved: in {witness} it stands at the beginning", witness=siglum)
        if passage.behind:
            behind = say(
                "moved: in {witness} it stands behind {place}", witness=siglum, place=passage.behind
            )
        theirs = iter([_said(behind)])
    elif standing == "witness":
        own = iter([_said(say("only in {witness}", witness=siglum))])
    elif standing == "here":
        own = iter([_said(say("moved: in {base} it stands elsewhere", base=BASE_SIGLUM))])
    here = ""
    if passage.anchor and standing in {"both", "here"}:
        # Where the check of quotations leads to.
        here = f' id="beside-{siglum.lower()}-{passage.anchor}"'
    yield (
        f'<tr{differs}{here}><th scope="row">{place}</th>'
        f'<td class="cable-column-a" data-siglum="{BASE_SIGLUM}"{sent}>{" ".join(own)}</td>'
        f'<td class="cable-column-b" data-siglum="{siglum}"{sent}>{" ".join(theirs)}</td></tr>\n'
    )


def _a(one: SameRow | VariantRow) -> Iterator[str]:
    """Yield what the column of the base text has; a place without words has an empty mark."""
    yield escape(one.words) if isinstance(one, SameRow) else f"<del>{escape(one.base)}</del>"


def _b(words: list[SameRow | VariantRow]) -> Iterator[str]:
    for one in words:
        if isinstance(one, SameRow):
            yield escape(one.words)
            continue
        yield f"<ins>{escape(one.witness)}</ins>"
        under = ""
        if one.exemptions:
            under = " " + say("under {exemptions}", exemptions=one.exemptions)
        part = "" if one.what == "words" else f" ({say(one.what)})"
        yield _said(f"{say(one.kind)}{under}{part}")


def _said(words: str) -> str:
    return f'<span class="cable-variant-class">{escape(words)}</span>'


def _add_style(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Give the style sheet to pages that have columns, and to no other."""
    if app.builder.name in BUILDERS and (context.get("meta") or {}).get(_MARK):
        app.add_css_file("cable-beside.css")


def setup_beside(app: Sphinx) -> None:
    """Add the directive and its node; books have the list of the differences alone."""
    app.add_directive_to_domain("cable", "beside", Beside)
    other: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(beside, html=(_visit, None), **other)
    app.connect("html-page-context", _add_style)
