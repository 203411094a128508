"""The table of problems on a page, made from the one that the program has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from cable_edition.core.problems import Code, Origin, codes_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ProblemTable(SphinxDirective):
    """``{cable:problems} release``: the codes of an origin, each with meaning and advice."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a list of definitions; each code is a place of the page (``problem-bad-id``)."""
        try:
            origin = Origin(self.arguments[0])
        except ValueError as error:
            raise self.error(f"{error}; write one of {', '.join(Origin)}") from error
        listed = nodes.definition_list(classes=["cable-problems"])
        self.set_source_info(listed)
        for code, known in codes_of(origin).items():
            listed += self._item(code, known)
        return [listed]

    def _item(self, code: str, known: Code) -> nodes.definition_list_item:
        weight = f"{known.severity.value}{', stops the build' if known.fatal else ''}"
        term = nodes.term("", "", nodes.literal(code, code))
        term["ids"].append(f"problem-{code}")
        said, messages = self.parse_inline(f"{known.meaning} {known.action}", lineno=self.lineno)
        definition = nodes.definition("", nodes.paragraph("", "", *said), *messages)
        return nodes.definition_list_item("", term, nodes.classifier(weight, weight), definition)


def setup_problem_table(app: Sphinx) -> None:
    """Add the directive to the domain."""
    app.add_directive_to_domain("cable", "problems", ProblemTable)
