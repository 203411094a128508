"""``{cable:portions}``: the portion marks of a cable, counted, explained and ready to filter by."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cable_edition.core.myst.row_kinds import PORTIONS, PortionRow, PortionSentence
from cable_edition.core.words import say, say_number
from cable_edition.sphinx_ext.directive import CableDirective
from cable_edition.sphinx_ext.row_reading import RowsTaken, take_rows

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


#: Formats in which the portions are an ordinary list.
_PLAIN = ("latex", "text", "man", "texinfo")


class portion_list(nodes.bullet_list):  # noqa: N801 - as docutils names its nodes
    """The portions of a cable; each item is a :class:`portion`."""


class portion(nodes.list_item):  # noqa: N801
    """One kind of portion with its ``mark``; empty for paragraphs without one."""


class PortionsDirective(CableDirective):
    """A row for each mark, and one without mark and number, the sentence below the list."""

    def run(self) -> list[nodes.Node]:
        """Return a list with the number of paragraphs of each mark, and the sentence."""
        box = nodes.container(classes=["cable-portions"])
        self.set_source_info(box)
        listing = portion_list()
        after: list[nodes.Node] = []
        taken: RowsTaken[PortionRow | PortionSentence] = take_rows(self, PORTIONS)
        for row in taken.rows:
            if isinstance(row, PortionSentence):
                sentence = nodes.paragraph("", "", *self.inline(row.words))
                sentence["classes"].append("cable-agreement")
                after.append(sentence)
                continue
            number = say_number(row.paragraphs, "{n} paragraph", "{n} paragraphs")
            count = nodes.Text(say("{mark}: {count}", mark="", count=number))
            line = nodes.paragraph("", "", *self.inline(row.words), count)
            listing += portion("", line, mark=row.mark)
        box += [*([listing] if len(listing) else []), *after, *taken.others]
        return [box]


def _visit_list(self: HTML5Translator, _node: portion_list) -> None:
    self.body.append('<ul class="cable-portion-list">\n')


def _depart_list(self: HTML5Translator, _node: portion_list) -> None:
    self.body.append("</ul>\n")


def _visit_portion(self: HTML5Translator, node: portion) -> None:
    self.body.append(f'<li data-portion="{escape(node["mark"], quote=True)}">')


def _depart_portion(self: HTML5Translator, _node: portion) -> None:
    self.body.append("</li>\n")


def _as_list(name: str) -> tuple[Any, Any]:
    """Return visitors that treat a node as docutils treats the node it is derived from."""

    def visit(self: Any, node: nodes.Element) -> None:
        getattr(self, f"visit_{name}")(node)

    def depart(self: Any, node: nodes.Element) -> None:
        getattr(self, f"depart_{name}")(node)

    return visit, depart


def setup_portions(app: Sphinx) -> None:
    """Add the directive, its nodes, and the script that filters by mark."""
    app.add_directive_to_domain("cable", "portions", PortionsDirective)
    lists: dict[str, Any] = {name: _as_list("bullet_list") for name in _PLAIN}
    app.add_node(portion_list, html=(_visit_list, _depart_list), **lists)
    items: dict[str, Any] = {name: _as_list("list_item") for name in _PLAIN}
    app.add_node(portion, html=(_visit_portion, _depart_portion), **items)
    app.add_css_file("cable-portions.css")
    app.add_js_file("cable-portions.js", loading_method="defer")
