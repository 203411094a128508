"""Excisions of a releasing body on a built page: shown in place, told of, proved, never ours."""

from __future__ import annotations

from click.testing import CliRunner
from lxml import html

from cable_edition.cli.verify import verify
from tests.core.forms.made import made
from tests.core.forms.made_releases import CASE, stamped_paper

from .conftest import TinyEdition

WORDS = ("He met [        ] 1.4(D) in the fort.", "Canada's [REDACTED] B6 left.")
SIDECAR = "emendations:\n  - {at: p1, rule: conjecture, quote: He, read: 'Mr. Roe'}\n"


def test_excisions_stand_in_their_place_and_are_told_of(edition: TinyEdition) -> None:
    one = made(77, paragraphs=WORDS)
    edition.add(one.id, stamped_paper(one))
    (edition.sources / f"{one.id}.yaml").write_text(SIDECAR, "utf-8")
    edition.build()
    page = html.fromstring(edition.page(f"cables/{one.id}"))
    first = page.get_element_by_id("p1").find_class("cable-words")[0]
    assert first.text_content() == "Mr. Roe met [ ] 1.4(D) in the fort."
    assert [item.text_content() for item in first.find_class("cable-excised")] == ["[ ] 1.4(D)"]
    second = page.get_element_by_id("p2").find_class("cable-words")[0]
    assert [item.text_content() for item in second.find_class("cable-excised")] == ["[REDACTED] B6"]
    (box,) = page.find_class("cable-missing")
    told = "2 places were cut out by the body that released this copy, under 1.4(D), B6 (¶ 1, ¶ 2)."
    assert told in box.text_content()
    assert "withheld by the editors" not in page.text_content()
    assert CASE not in " ".join(page.get_element_by_id("p1").text_content().split())
    arguments = [str(edition.html), "--sources", str(edition.sources)]
    assert CliRunner().invoke(verify, arguments).exit_code == 0
