"""A message without an id of a cable has a page, anchors, data and links like any other."""

from __future__ import annotations

from click.testing import CliRunner
from lxml import html

from cable_edition.cli.verify import verify
from tests.core.forms.made import made
from tests.core.forms.test_messages import OWN, message

from .conftest import TinyEdition, cable_text, warnings_of


def test_a_message_has_a_page_under_our_own_id(edition: TinyEdition) -> None:
    edition.add(text=cable_text())
    edition.add("message", message(made(1)))
    more = f"---\norphan: true\n---\n# More\n\n{{cable:par}}`{OWN}#p2`\n"
    (edition.docs / "more.md").write_text(more, "utf-8")
    assert warnings_of(edition.build()) == ""
    page = html.fromstring(edition.page(f"cables/{OWN}"))
    assert page.get_element_by_id("p2").find_class("cable-words")
    (box,) = page.find_class("cable-missing")
    assert f"{OWN} is this edition's own" in box.text_content()
    assert f'href="cables/{OWN}.html#p2"' in edition.page("more")
    arguments = [str(edition.html), "--sources", str(edition.sources)]
    assert CliRunner().invoke(verify, arguments).exit_code == 0
    edition.build("latex")
    book = next((edition.docs / "_build" / "latex").glob("*.tex")).read_text("utf-8")
    assert f"c-{OWN}-p2" in book


def test_a_sidecar_is_found_by_an_id_of_our_own_form(edition: TinyEdition) -> None:
    edition.add("message", message(made(1)))
    sidecar = "notes:\n  - {id: one, at: p1, kind: inference, text: A note of ours.}\n"
    (edition.sources / f"{OWN}.yaml").write_text(sidecar, "utf-8")
    assert warnings_of(edition.build()) == ""
    assert "A note of ours." in edition.page(f"cables/{OWN}")
