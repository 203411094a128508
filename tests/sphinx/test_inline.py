"""The short way for generated text gives what MyST gives."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import sphinx_domains

from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.notes import Note
from cable_edition.core.myst.inline import words
from cable_edition.core.registers.mentions import Mention
from cable_edition.sphinx_ext.inline import mark_emendations_in_mentions, parse_generated
from cable_edition.sphinx_ext.nodes import emendation, mention, note_ref

from .conftest import TinyEdition

NAMES = {
    ("person", "roe-jane"): ("person", "roe-jane"),
    ("term", "S&R"): ("term", "s-and-r"),
    ("term", "3D"): ("term", "three-d"),
}
TERMS = {"s-and-r": "S&R", "three-d": "3D"}
PIECES = st.sampled_from(
    [
        "Roe",
        "S&R",
        "3Ds",
        " ",
        "a_b",
        "*x*",
        "`y`",
        "{z}",
        "<b>",
        "&amp;",
        "\\",
        "[l](u)",
        "1. ",
        "—",
    ]
)


def flat(found: list[nodes.Node]) -> list[Any]:
    """Return text runs and mentions in order, whatever nodes they come as."""
    out: list[Any] = []
    for node in found:
        if isinstance(node, mention):
            out.append((node["kind"], node["entry"], node.astext(), *emended_in(node)))
        elif isinstance(node, emendation):
            out.append(layer(node))
        elif isinstance(node, note_ref):
            out.append((node["number"], node["note"], ""))
        elif isinstance(node, nodes.literal):
            out.append(("code", node.astext(), node.rawsource))
        elif out and isinstance(out[-1], str):
            out[-1] += node.astext()
        else:
            out.append(node.astext())
    return out


def layer(node: emendation) -> tuple[str, ...]:
    return node["source"], node["rule"], node.astext(), *node["ids"]


def emended_in(node: nodes.Element) -> list[tuple[str, ...]]:
    return [layer(inner) for inner in node.findall(emendation)]


def emended(text: str) -> list[Emendation]:
    """Take one end of each pair of marks for an emended place; it may fall into a mention."""
    found = []
    for mark in ("o", "&", "x", "`"):
        at = text.find(mark)
        if at >= 0:
            made = Emendation(
                f"e-{at}", "p1", at, at + 1, "|>", mark, "", "", "conjecture", "certain"
            )
            found.append(made)
    return sorted(found, key=lambda one: one.start)


def line_of(parts: list[str], *, layers: bool = False) -> tuple[str, str]:
    text = " ".join("".join(parts).split())
    found = []
    for form, kind, entry in (
        ("Roe", "person", "roe-jane"),
        ("S&R", "term", "s-and-r"),
        ("3Ds", "term", "three-d"),
    ):
        at = text.find(form)
        if at >= 0:
            found.append(Mention("p1", at, at + len(form), kind, entry, None, form))
    found.sort(key=lambda m: m.start)
    if not layers:
        return words(text, found, TERMS), text
    notes = [Note(f"n-{n}", n, "p1", at, "", "fact", "x") for n, at in enumerate((3, len(text)), 1)]
    return words(text, found, TERMS, emendations=emended(text), notes=notes), text


@pytest.fixture
def app(edition: TinyEdition) -> SphinxTestApp:
    edition.add()
    app = SphinxTestApp(srcdir=edition.docs)
    yield app
    app.cleanup()


def by_myst(app: SphinxTestApp, line: str) -> list[Any]:
    """Read a line with MyST itself; pending references stand for mentions."""
    from docutils.frontend import get_default_settings
    from docutils.utils import new_document

    settings_ = get_default_settings(MystParser)
    settings_.env = app.env
    document = new_document("x", settings_)
    app.env.prepare_settings("index")
    with sphinx_domains(app.env):
        MystParser().parse(line, document)
    paragraph = next(iter(document.findall(nodes.paragraph)), None)
    out: list[Any] = []
    mark_emendations_in_mentions(paragraph.children if paragraph else [])
    for child in paragraph.children if paragraph else []:
        if child.tagname == "pending_xref":
            kind = {"org": "organization"}.get(child["reftype"], child["reftype"])
            key = NAMES[kind, child["reftarget"]]
            out.append((*key, child.astext(), *emended_in(child)))
        elif isinstance(child, emendation):
            out.append(layer(child))
        elif isinstance(child, note_ref):
            out.append((child["number"], child["note"], ""))
        elif isinstance(child, nodes.literal):
            out.append(("code", child.astext(), child.rawsource))
        elif out and isinstance(out[-1], str):
            out[-1] += child.astext()
        else:
            out.append(child.astext())
    return out


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parts=st.lists(PIECES, min_size=1, max_size=8), layers=st.booleans())
def test_short_way_and_myst_agree(app: SphinxTestApp, parts: list[str], layers: bool) -> None:
    line, text = line_of(parts, layers=layers)
    found = parse_generated(line, NAMES)
    reference = by_myst(app, line)
    assert "".join(part if isinstance(part, str) else part[2] for part in reference) == text
    if found is not None:
        assert flat(found) == reference


def test_text_outside_the_subset_is_left_to_myst() -> None:
    for line in ("*x*", "[a](b)", "{unknown}`x`", "{cable:person}`x <nobody>`", "a & b"):
        assert parse_generated(line, NAMES) is None


@pytest.mark.parametrize("line", ["`89ac`", "SHA-256 `89ac` of it", "`a`b`c`", "\\`a`b`",
    "``89ac``", "`89 ac`", "`89ac``", "`89ac", "a``89ac`", "`89ac`` x`"])  # fmt: skip
def test_a_span_of_code_is_read_as_myst_reads_it(app: SphinxTestApp, line: str) -> None:
    found = parse_generated(line, NAMES)
    is_doubtful = "``" in line or " ac" in line or line.count("`") == 1
    assert (found is None) == is_doubtful
    if found is not None:
        assert flat(found) == by_myst(app, line)
