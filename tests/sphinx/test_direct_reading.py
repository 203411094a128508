"""A generated page that is read the short way gives what MyST makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.sphinx_ import MystParser

from cable_edition.core.myst.markup import MARKER
from cable_edition.sphinx_ext.direct_reading import SETTING, Between, Fence, parts_of
from tests.editions import ROOT, copy_project, run

from .conftest import CONF, TinyEdition

FENCE = "```{cable:par} p1 1 (C)\nWords of a cable.\n```\n"


def test_a_page_is_parted_into_fences_and_what_stands_between() -> None:
    section = "::::{cable:section} cited-by\n:title: By\n\n- a\n::::\n"
    page = f"% Written.\n\n# Title\n\n{FENCE}\n{section}"
    assert parts_of(page) == [
        Between(0, "% Written.\n\n# Title\n"),
        Fence(4, "```", "{cable:par} p1 1 (C)", "Words of a cable.\n"),
        Fence(8, "::::", "{cable:section} cited-by", ":title: By\n\n- a\n"),
    ]


def test_a_fence_of_another_kind_stays_where_it_stands() -> None:
    page = f"```{{toctree}}\n:hidden:\n\none\n```\n\n{FENCE}"
    assert parts_of(page) == [
        Between(0, "```{toctree}\n:hidden:\n\none\n```\n"),
        Fence(6, "```", "{cable:par} p1 1 (C)", "Words of a cable.\n"),
    ]


def test_a_longer_fence_holds_a_shorter_one() -> None:
    page = "````{cable:transmitted}\n```\n```` x\n~~~\n````\n"
    assert parts_of(page) == [Fence(0, "````", "{cable:transmitted}", "```\n```` x\n~~~\n")]


@pytest.mark.parametrize(
    "page",
    [
        FENCE.removesuffix("```\n"),
        FENCE.replace("\n```\n", "\n ```\n```\n"),
        FENCE.replace("\n```\n", "\n````\n```\n"),
        FENCE.replace("\n```\n", "\n``` \n"),
        FENCE.replace("\n```\n", "\n    ```\n```\n"),
        FENCE.replace("\n", "\r\n"),
        FENCE.replace("Words", "Wo\0rds"),
        f"---\ntitle: x\n---\n{FENCE}",
        f"{{.box}}\n{FENCE}",
        f"> {FENCE}",
        f"- {FENCE}",
        f"1. {FENCE}",
        f"  {FENCE}",
        f"<div>\n{FENCE}",
        f"Words[^1]\n\n{FENCE}\n[^1]: A note.\n",
        f"[a]: b.md\n\n{FENCE}",
        f"```a`b\n{FENCE}",
    ],
)
def test_a_page_with_what_may_change_a_fence_goes_to_myst(page: str) -> None:
    assert parts_of(page) is None


ODD = (
    "```{cable:par}\nNo anchor.\n```\n",
    "```{cable:par} p1 1 (C) more than there may be\nWords.\n```\n",
    "```{cable:par} p1 1\n:blocks: text item\n\nA list:\n\n\\-- of one\n```\n",
    "```{cable:par} p1 1\n:blocks text\n\nA colon is missing.\n```\n",
    "```{cable:par} p1 1\n:unknown: option\n\nWords.\n```\n",
    "```{cable:par} p1 1\n---\nquoted: 2\n---\nWords.\n```\n",
    "```{cable:par} p1 1\n\\-- dashes\n```\n",
    "```{cable:par} p1 1\n\n\nTwo blank lines before.\n\n\n```\n",
    "```{cable:par} p1 1\n```\n",
    "```{cable:line} website\nOne argument of two.\n```\n",
    "```{cable:former} p1 p2\nContent that may not be.\n```\n",
    "```{cable:former} p1 p2\n```\n",
    "```{cable:missing} words behind the name\nA sentence.\n```\n",
    "```{cable:unknown} x\nWords.\n```\n",
    "```{cable:transmitted}\n:lines: 2\n\nAS SENT\n\tWITH A TAB\n```\n",
    "```{cable:transmitted}\nA\x0cB\u2028C\x85D\n```\n",
    "::::{cable:section} notes\n:title: Notes\n\n```{cable:line} website u1\nWithin.\n```\n::::\n",
    "::::{cable:section} notes\n:::{note}\nAt once.\n:::\n::::\n",
    "```{cable:statement} verified\nA *word* with {cable:cable}`05OTTAWA286`.\nA source\n```\n",
    "```{cable:heading} h1\nHEADING & *MORE*\n```\n\n```{cable:par} p2 2\nBelow it.\n```\n",
    "```{cable:record} 05OTTAWA286\nno row\n```\n",
    "# One\n\n## Two\n\n```{cable:par} p1 1\nIn the second.\n```\n\n- a\n- b\n\n# Three\n",
    "A paragraph\n```{cable:par} p1 1\nbroken off.\n```\nand words.\n",
)


def read(edition: TinyEdition, *, by_myst: bool) -> tuple[list[list[object]], str]:
    """Return the trees of the odd pages, and what was told of them."""
    conf = CONF + f"\n{SETTING} = {by_myst}\n"
    (edition.docs / "conf.py").write_text(conf, "utf-8")
    app = edition.build("dummy", freshenv=True, nitpicky=False)
    trees = [shown(app.env.get_doctree(f"odd{number}")) for number in range(len(ODD))]
    return trees, app._warning.getvalue()  # type: ignore[attr-defined]


def shown(document: nodes.document) -> list[object]:
    found: list[object] = []
    for node in document.findall():
        place = (getattr(node, "source", None), getattr(node, "line", None))
        if isinstance(node, nodes.Element):
            found.append((type(node), dict(node.attributes), node.rawsource, place))
        else:
            found.append((type(node), node.astext(), place))
    return found


def test_odd_pages_are_read_as_myst_reads_them(edition: TinyEdition) -> None:
    edition.add()
    for number, text in enumerate(ODD):
        page = f"{MARKER} for a test.\n\n# Page {number}\n\n{text}"
        (edition.docs / f"odd{number}.md").write_text(page, "utf-8")
    trees, told = read(edition, by_myst=False)
    assert (trees, told) == read(edition, by_myst=True)
    assert len(trees) == len(ODD)
    assert told


def test_the_pages_of_cables_need_no_renderer(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run_directive, parse = SphinxRenderer.run_directive, MystParser.parse

    def noted(self: Any, name: str, *given: Any, **named: Any) -> Any:
        asked.append(name)
        return run_directive(self, name, *given, **named)

    def whole(self: Any, text: str, document: nodes.document) -> None:
        if text.startswith(f"{MARKER}") and "cable:record" in text:
            asked.append("page")
        parse(self, text, document)

    monkeypatch.setattr(SphinxRenderer, "run_directive", noted)
    monkeypatch.setattr(MystParser, "parse", whole)
    edition.add()
    edition.build()
    assert {"page", "cable:record", "cable:par", "cable:transmitted"}.isdisjoint(asked)


OTHER = """
from docutils import nodes
from docutils.parsers.rst import Directive
from myst_parser.mocking import MockState

class Own(Directive):
    has_content, optional_arguments, final_argument_whitespace = True, 3, True
    option_spec = {"blocks": str, "quoted": str}

    def run(self):
        assert isinstance(self.state, MockState)
        return [nodes.paragraph("", "theirs: " + self.content[0])]

def setup(app):
    app.add_directive_to_domain("cable", "par", Own, override=True)
"""


def test_a_directive_that_another_extension_has_replaced_is_run_by_myst(
    edition: TinyEdition,
) -> None:
    (edition.docs / "conf.py").write_text(CONF + OTHER, "utf-8")
    page = f"{MARKER} for a test.\n\n# Page\n\n{FENCE}"
    (edition.docs / "odd.md").write_text(page, "utf-8")
    edition.add()
    tree = edition.build("dummy", nitpicky=False).env.get_doctree("odd")
    assert "theirs: Words of a cable." in tree.astext()


SYNTHETIC = """
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
from projects import write_project
from synthetic import Corpus

write_project("edition", Corpus(7, 100), Path(sys.argv[2]), form="text", transmitted=False)
"""


def built(docs: Path, where: Path, builder: str) -> dict[str, bytes]:
    """Return the files of an output as read the short way; as MyST reads them they are equal."""
    found = []
    for by_myst in (0, 1):
        out = where / str(by_myst) / builder
        run([
            *("-m", "sphinx", "-q", "-b", builder, "-D", f"{SETTING}={by_myst}"),
            *("-d", where / str(by_myst) / "doctrees", docs, out),
        ])  # fmt: skip
        found.append(
            {
                path.relative_to(out).as_posix(): path.read_bytes()
                for path in sorted(out.rglob("*"))
                if path.is_file() and path.name != ".buildinfo"
            }
        )
    assert found[0].keys() == found[1].keys()
    assert [name for name, data in found[0].items() if found[1][name] != data] == []
    return found[0]


@pytest.mark.outputs
@pytest.mark.parametrize("name", ["first", "everything", "synthetic"])
def test_outputs_are_to_the_byte_those_of_myst(tmp_path: Path, name: str) -> None:
    root = tmp_path / "edition"
    if name == "synthetic":
        run(["-c", SYNTHETIC, ROOT / "benchmarks", root])
        docs = root / "docs"
    else:
        docs = copy_project(root, name)
    for builder, least in (("html", 50), ("epub", 10), ("latex", 10)):
        assert len(built(docs, tmp_path / "built", builder)) > least
