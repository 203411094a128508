"""What is offered at a place, and that each offer, taken, is right."""

from __future__ import annotations

import pytest

from cable_edition.lsp.stretches import stretches
from tests.core.lsp.screen import Screen, accepted

SIDECAR = "source_cables/05OTTAWA1.yaml"
NOTE = "notes:\n  - id: a\n    at: p1\n    kind: inference\n    text: B.\n    quote: "


def test_keys_of_a_sidecar_and_of_an_entry(screen: Screen) -> None:
    assert {"notes", "emendations", "redactions"} <= set(screen.labels(SIDECAR, "§"))
    assert "notes" not in screen.labels(SIDECAR, "notes: []\n§")
    inside = screen.labels(SIDECAR, "notes:\n  - id: a\n    §")
    assert "kind" in inside
    assert "id" not in inside
    assert "emendations" not in inside
    offer = next(o for o in screen.offers(SIDECAR, "§") if o.label == "notes")
    assert offer.new == "notes:"


def test_keys_of_a_register_are_those_of_its_schema(screen: Screen) -> None:
    people = screen.labels("docs/registers/people.yaml", "- id: a\n  §")
    assert "office" in people
    assert "expansion" not in people
    assert "expansion" in screen.labels("docs/registers/glossary.yaml", "- id: a\n  §")
    form = screen.labels("docs/registers/people.yaml", "- id: a\n  forms:\n    - text: x\n      §")
    assert "surname" in form
    assert "office" not in form


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("notes:\n  - kind: §", {"fact", "inference"}),
        ("emendations:\n  - rule: §", {"conjecture", "comma-apostrophe"}),
        ("reading:\n  - is: §", {"heading", "sign-off"}),
    ],
)
def test_words_of_a_closed_list(screen: Screen, text: str, some: set[str]) -> None:
    assert some <= set(screen.labels(SIDECAR, text))


def test_anchors_are_those_that_the_key_takes(screen: Screen) -> None:
    assert {"p1", "p2", "subject", "tags"} <= set(screen.labels(SIDECAR, "notes:\n  - at: §"))
    emended = screen.labels(SIDECAR, "emendations:\n  - at: §")
    assert "p1" in emended
    assert "tags" not in emended
    assert {"p1", "p2"} <= set(screen.labels(SIDECAR, "redactions:\n  - at: p1\n    to: §"))
    offer = next(o for o in screen.offers(SIDECAR, "notes:\n  - at: §") if o.label == "p2")
    assert offer.more == "¶ 2"
    assert offer.told == "The &plan8 was read. Quux spoke of the lamps."


@pytest.mark.parametrize("typed", ["", "He", '"He l', "'he", "zebedee quux came", "minister"])
def test_each_quotation_stands_once_and_is_found(screen: Screen, typed: str) -> None:
    offers = screen.offers(SIDECAR, f"{NOTE}{typed}§")
    assert offers
    for offer in offers:
        assert screen.codes(SIDECAR, accepted(f"{NOTE}{typed}", 5, offer)) == []
    if "Minister" in typed.title():
        assert offers[0].label == "Minister,s"
        assert offers[0].new == '"Minister,s"'


def test_words_that_stand_twice_go_on_until_they_tell_the_place(screen: Screen) -> None:
    labels = screen.labels(SIDECAR, f"{NOTE}office§")
    assert labels == ["office at", "office at noon by train", "office by", "office by rail"]


def test_quotations_follow_the_anchor_also_in_one_line(screen: Screen) -> None:
    text = "emendations:\n  - {at: p2, rule: conjecture, quote: lam§, read: x}\n"
    assert screen.labels(SIDECAR, text) == ["lamps"]
    (offer,) = screen.offers(SIDECAR, text)
    taken = accepted(text.replace("§", ""), 1, offer)
    assert 'quote: "lamps", read: x}' in taken
    assert screen.codes(SIDECAR, taken) == []


def test_ids_of_cables_and_entries(screen: Screen) -> None:
    screen.write("source_cables/05ROME2.txt", "UNCLAS ROME 000002\n\nSUBJECT: B\n\n1. C.\n")
    assert "05ROME2" in screen.labels(SIDECAR, "related:\n  - id: §")
    people = "docs/registers/people.yaml"
    assert screen.labels(people, "- id: a\n  see_also: [§]") == ["lamp"]
    screen.put(people, "- {id: roe-jane, name: Jane Roe, tip: A visitor}\n")
    assert "roe-jane" in screen.labels("docs/registers/glossary.yaml", "- see_also:\n    - §")
    assert "05ROME2" in screen.labels(people, "- forms:\n    - cables: [§]")


def test_names_of_sources_where_a_witness_is_named(screen: Screen) -> None:
    assert screen.labels(SIDECAR, "base: §") == ["05OTTAWA1.txt"]
    assert screen.labels(SIDECAR, "witnesses:\n  - file: §") == ["05OTTAWA1.txt"]
    assert screen.labels(SIDECAR, "witnesses:\n  - body: §") == []


def test_roles_in_a_text(screen: Screen) -> None:
    text = "notes:\n  - id: a\n    text: >-\n      See {cable:person}`"
    assert screen.labels(SIDECAR, f"{text}§") == ["roe-jane"]
    assert screen.labels(SIDECAR, text.replace("person", "cable") + "§") == ["05OTTAWA1"]
    paragraph = text.replace("person", "par") + "¶ 2 <05OTTAWA1#§"
    assert "05OTTAWA1#p2" in screen.labels(SIDECAR, paragraph)


def test_addresses_in_releases(screen: Screen) -> None:
    releases = "source_cables/releases.yaml"
    assert screen.labels(releases, "redirects:\n  - from: §") == ["05OTTAWA1"]
    assert "05OTTAWA1#p2" in screen.labels(releases, "redirects:\n  - to: 05OTTAWA1#§")
    assert "person roe-jane" in screen.labels(releases, "retired:\n  - entry: §")
    assert "redirects" in screen.labels(releases, "§")


def test_settings(screen: Screen) -> None:
    assert {"title", "editors"} <= set(screen.labels("edition.toml", "§"))
    assert "title" not in screen.labels("edition.toml", 'title = "x"\n§')
    limits = screen.labels("edition.toml", "[limits]\nent§")
    assert "entries_per_page" in limits
    assert "title" not in limits
    assert "[limits]" in screen.labels("edition.toml", "[§")


def test_what_is_withheld_is_offered_where_it_is_named_alone(screen: Screen) -> None:
    withheld = "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: R, date: 2026-11-23}\n"
    for typed in ("", "Zeb", "Quux", "spoke"):
        told = str(screen.offers(SIDECAR, f"{withheld}{NOTE}{typed}§"))
        assert "Quux" not in told
        assert "spoke" in told or typed != "spoke" or "p1" in NOTE
    assert "Quux" not in str(screen.offers(SIDECAR, f"{withheld}notes:\n  - at: §"))
    assert "Quux" not in str(screen.offers(SIDECAR, f"{withheld}reading:\n  - quote: qu§"))
    named = "redactions:\n  - {name: Zeb§, reason: R, date: 2026-11-23}\n"
    assert "Zebedee" in str(screen.labels(SIDECAR, named))


def test_a_sidecar_that_cannot_be_read_shows_no_words_that_it_might_withhold(
    screen: Screen,
) -> None:
    broken = "redactions:\n  - name: Zebedee Quux\n  oh no\n"
    assert screen.labels(SIDECAR, f"{broken}{NOTE}Zeb§") == []
    whole = "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: R, date: 2026-11-23}\n"
    assert screen.codes(SIDECAR, whole) == []
    # What it said when it could be read last holds while a line is being typed.
    offers = screen.labels(SIDECAR, f'{whole}{NOTE}"came§')
    assert offers
    assert "Quux" not in str(offers)


def test_a_long_text_of_few_words_takes_no_time() -> None:
    assert stretches("the a " * 20_000, "the") == []
    assert len(stretches("the a b " * 300 + "end", "")) < 100
