"""Problems, hover, definition and what can be done at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cable_edition.lsp.desk import Desk, FileKind
from cable_edition.lsp.fixes import loosely
from tests.core.lsp.screen import PEOPLE, TERMS, Screen, edited

SIDECAR = "source_cables/05OTTAWA1.yaml"
NOTE = "notes:\n  - {id: a, at: p1, kind: inference, text: B., quote: noon}\n"
WITHHELD = "redactions:\n  - {name: Zebedee Quux, forms: [Quux], reason: R, date: 2026-11-23}\n"


def test_what_a_file_is(screen: Screen) -> None:
    def kind(name: str) -> FileKind | None:
        file = screen.desk.file(screen.root / name)
        return file.kind if file else None

    assert kind("edition.toml") is FileKind.SETTINGS
    assert kind(SIDECAR) is FileKind.SIDECAR
    assert kind("source_cables/below/05ROME1.yaml") is FileKind.SIDECAR
    assert kind("source_cables/releases.yaml") is FileKind.RELEASES
    assert kind("docs/registers/people.yaml") is FileKind.REGISTER
    for other in ("docs/registers/persons.yaml", "source_cables/05OTTAWA1.txt", "docs/x.yaml",
                  "source_cables/notes.yaml", ".github/05OTTAWA1.yaml"):  # fmt: skip
        assert kind(other) is None


def test_the_screen_is_checked_and_not_the_disk(screen: Screen) -> None:
    screen.write(SIDECAR, "nonsense: 1\n")
    assert screen.codes(SIDECAR, NOTE) == []
    assert screen.codes(SIDECAR, NOTE.replace("noon", "nine")) == ["quote-missing"]
    screen.desk.take_away(screen.root / SIDECAR)
    file = screen.desk.file(screen.root / SIDECAR)
    assert file is not None
    assert "unknown-key" in {one.code for one in screen.desk.sidecar(file.path)[1]}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("notes:\n  - {id: a, at: p9, kind: inference, text: B.}\n", "unknown-anchor", 2),
        ("emendations:\n  - at: p1\n    quote: noon\n", "missing-key", 2),
        ("base: other.txt\n", "witness-missing", 1),
        ("reading:\n  - {at: p1, quote: nine, is: heading}\n", "quote-missing", 2),
        ("redactions:\n  - {name: Nobody, reason: R, date: 2026-11-23}\n", "redaction-unplaced", 2),
        ("dismissed:\n  - {at: p1, quote: noon, reason: R}\n", "dismissal-stale", 2),
        ("notes:\n  - [\n", "broken-yaml", 3),
    ],
)
def test_problems_are_those_of_check(screen: Screen, text: str, code: str, line: int) -> None:
    found = [(one.code, one.line) for one in screen.problems(SIDECAR, text)]
    assert (code, line) in found


def test_a_sidecar_of_no_cable(screen: Screen) -> None:
    assert screen.codes("source_cables/05OTTAWA2.yaml", "read: 2026-11-20\n") == [
        "sidecar-needless"
    ]


def note(text: str) -> str:
    return f"notes:\n  - {{id: a, at: p1, kind: inference, text: '{text}'}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{cable:par}`05OTTAWA1#p9`", "05OTTAWA1 has no place p9"),
        ("{cable:par}`words <05OTTAWA1#p9>`", "05OTTAWA1 has no place p9"),
        ("{cable:par}`05ROME1#p1`", "there is no cable 05ROME1 in this edition"),
        ("{cable:person}`nobody`", "no person has the id nobody"),
        ("{cable:cable}`05ROME1`", "there is no cable 05ROME1 in this edition"),
        ("{term}`LIGHT`", "the glossary has no term LIGHT"),
        ("{cable:par}`05OTTAWA1#p2` {cable:person}`roe-jane` {term}`lamp` `nobody`", ""),
        # Any cable may bring in a TAG or a post: that takes the whole edition.
        ("{cable:tag}`PREL` {cable:tag}`ZZQX` {cable:post}`post-rome`", ""),
    ],
)
def test_a_role_that_leads_nowhere(screen: Screen, text: str, said: str) -> None:
    told = [(one.code, one.message, one.line) for one in screen.problems(SIDECAR, note(text))]
    assert told == ([("link-broken", said, 2)] if said else [])


def test_two_roles_that_lead_nowhere_are_told_where_each_stands(screen: Screen) -> None:
    text = note("{cable:person}`nobody`")
    text += "  - id: b\n    at: p2\n    kind: inference\n    text: |\n      Of\n"
    text += "      {cable:person}`nobody`.\n"
    assert [one.line for one in screen.problems(SIDECAR, text)] == [2, 8]


def test_what_a_role_leads_to_is_what_is_on_the_screen(screen: Screen) -> None:
    text = note("{cable:person}`doe-ann`")
    assert screen.codes(SIDECAR, text) == ["link-broken"]
    screen.put("docs/registers/people.yaml", PEOPLE + "- {id: doe-ann, name: Ann, tip: T}\n")
    assert screen.codes(SIDECAR, text) == []


def test_addresses_of_other_copies_and_of_past_releases_lead_somewhere(screen: Screen) -> None:
    screen.write(
        "source_cables/releases.yaml",
        "redirects:\n  - {from: 05OTTAWA1#p9, to: 05OTTAWA1#p2, reason: R., date: 2026-11-20}\n"
        "withdrawn:\n  - {cable: 05ROME7, reason: R., date: 2026-11-20}\n",
    )
    text = note("{cable:par}`05OTTAWA1#p9` {cable:cable}`05ROME7`")
    assert screen.codes(SIDECAR, text) == []
    screen.write("source_cables/copy.txt", "1. Other.\n")
    other = "witnesses:\n  - {file: copy.txt, siglum: B, kind: release}\n"
    astray = note("{cable:par}`05OTTAWA1#in-b-p3`")
    assert "link-broken" in screen.codes(SIDECAR, astray)
    assert "link-broken" not in screen.codes(SIDECAR, astray + other)


def test_a_volume_does_not_judge_what_may_be_in_another(screen: Screen) -> None:
    text = note("{cable:cable}`05ROME1`")
    assert screen.codes(SIDECAR, text) == ["link-broken"]
    screen.write("source_cables/wider.lock", "{}")
    assert screen.codes(SIDECAR, text) == []


def test_a_role_in_a_register_that_leads_nowhere(screen: Screen) -> None:
    text = TERMS.replace("Light of a port", "'Of {cable:par}`05OTTAWA1#p9`'")
    (told,) = screen.problems("docs/registers/glossary.yaml", text)
    assert (told.code, told.line) == ("link-broken", 1)


def test_a_register_is_checked_against_the_others_on_the_screen(screen: Screen) -> None:
    people = "docs/registers/people.yaml"
    linked = PEOPLE.replace("tip:", "see_also: [lamp], tip:")
    assert screen.codes(people, linked) == []
    screen.put("docs/registers/glossary.yaml", "")
    assert screen.codes(people, linked) == ["unknown-id"]


def test_releases_and_settings(screen: Screen) -> None:
    text = "withdrawn:\n  - {cable: 05OTTAWA1, date: 2026-11-20}\n"
    assert screen.codes("source_cables/releases.yaml", text) == ["missing-key"]
    assert screen.codes("edition.toml", 'titel = "x"\n') == ["unknown-setting"]
    assert screen.codes("edition.toml", "title = \n") == ["broken-toml"]


def test_hover(screen: Screen) -> None:
    told = screen.told(SIDECAR, "notes:\n  - id: a\n    a§t: p1\n")
    assert told.startswith("The anchor of the place on the cable's page. It takes ")
    note = NOTE.replace("{id: a, at: p1", "{id: a, at: p§1")
    assert screen.told(SIDECAR, note).startswith("¶ 1\n\nZebedee Quux came to the Minister,s")
    quoted = NOTE.replace("noon", "no§on")
    assert "office at »noon« by train" in screen.told(SIDECAR, quoted)
    twice = NOTE.replace("noon", "off§ice")
    assert screen.told(SIDECAR, twice).startswith("These words stand 2 times at ¶ 1.")
    register = PEOPLE.replace("tip:", "see_also: [la§mp], tip:")
    told = screen.told("docs/registers/people.yaml", register)
    assert told == "LAMP (lamp)\n\nLight of a port\n\nA light"
    related = "related:\n  - {id: 05OTT§AWA1, title: A, source: B}\n"
    assert screen.told(SIDECAR, related) == "05OTTAWA1, 2005-01-01, A VISIT"
    role = "notes:\n  - id: a\n    text: See {cable:par}`¶ 2 <05OTTAWA1#p§2>`.\n"
    assert screen.told(SIDECAR, role).endswith("The &plan8 was read. Quux spoke of the lamps.")
    assert "entries on one page" in screen.told("edition.toml", "[limits]\nentries§_per_page = 9\n")


def test_hover_shows_what_is_withheld_below_its_own_key_alone(screen: Screen) -> None:
    told = screen.told(SIDECAR, WITHHELD + NOTE.replace("at: p1", "at: p§1"))
    assert "came to the" in told
    assert "Quux" not in told
    placed = "redactions:\n  - {at: p§1, quote: noon, reason: R, date: 2026-11-23}\n"
    assert "Quux" in screen.told(SIDECAR, placed)
    faulty = WITHHELD.replace("reason: R, ", "") + NOTE.replace("at: p1", "at: p§1")
    assert screen.told(SIDECAR, faulty) == ""
    # Another cable is told as it is published, too.
    screen.write(SIDECAR, WITHHELD)
    screen.desk.take_away(screen.root / SIDECAR)
    release = "withdrawn:\n  - {cable: 05OTTAWA1#p§1, reason: R, date: 2026-11-23}\n"
    assert "Quux" not in screen.told("source_cables/releases.yaml", release)


def test_definition(screen: Screen) -> None:
    source = screen.root / "source_cables" / "05OTTAWA1.txt"
    lines = source.read_text("utf-8").split("\n")
    target = screen.target(SIDECAR, NOTE.replace("at: p1", "at: p§1"))
    assert target is not None
    assert (target.path, lines[target.row][target.column :][:7]) == (source, "Zebedee")
    second = "notes:\n  - {id: a, at: p2, kind: inference, text: B., quote: the la§mps}\n"
    target = screen.target(SIDECAR, second)
    assert target is not None
    assert lines[target.row][target.column :] == "the lamps."
    screen.write("docs/registers/glossary.yaml", "- {id: a, term: A, tip: B}\n\n- id: lamp\n"
                 "  term: LAMP\n  tip: A light\n  status: inference\n")  # fmt: skip
    target = screen.target(
        "docs/registers/people.yaml", PEOPLE.replace("tip:", "see_also: [la§mp], tip:")
    )
    assert target == (screen.root / "docs" / "registers" / "glossary.yaml", 2, 0)
    target = screen.target(SIDECAR, "base: 05OTTAWA§1.txt\n")
    assert target == (source, 0, 0)
    assert screen.target(SIDECAR, "base: ../edition.t§oml\n") is None


def test_fixes_end_their_problem(screen: Screen) -> None:
    cases = {
        "notes:\n  - {id: a, at: p1, kindd: inference, text: B.}\n": "Write `kind`",
        "notes:\n  - {id: a, at: p1, kind: inferense, text: B.}\n": "Write `inference`",
        "notes:\n  - {id: a, at: p11, kind: inference, text: B.}\n": "Write `p1`",
        NOTE.replace("noon", "Minister's office"): "Quote it as transmitted: Minister,s office",
        NOTE.replace("noon", "the lamps"): "These words stand at ¶ 2",
        NOTE.replace("noon", "office"): "The place: the Minister,s »office« at noon",
        "notes:\n  - id: a\n    at: p1\n    kind: inference\n    text: B.\n    quote: office\n":
            "The place: left the »office« by rail.",
    }  # fmt: skip
    for text, title in cases.items():
        fixes = {one.title: one for one in screen.fixes(SIDECAR, text)}
        assert title in fixes, (text, list(fixes))
        assert screen.codes(SIDECAR, edited(text, fixes[title])) == [], title
    settings = 'titel = "x"\n'
    (fix,) = screen.fixes("edition.toml", settings)
    assert edited(settings, fix) == 'title = "x"\n'


def test_what_the_rules_propose_can_be_added(screen: Screen) -> None:
    wanted = {"Minister,s": "Minister's", "&plan8": '"plan8'}
    for text in ("§", NOTE + "§", "emendations:  # ours§\n" + NOTE, "read: 2026-11-20§"):
        plain = text.replace("§", "")
        fixes = screen.proposed(SIDECAR, text)
        every = next(one for one in fixes if one.title.startswith("Add all 3 proposed"))
        after = edited(plain, every)
        assert screen.codes(SIDECAR, after) == [], after
        for words, read in wanted.items():
            assert words in after
            assert read in after or read.replace('"', "") in after
        assert not any("emend" in one.title.lower() for one in screen.proposed(SIDECAR, after))
    entry = "- at: p1\n  rule: comma-apostrophe\n  quote: Minister,s\n  read: Minister's\n"
    here = f"emendations:\n{entry}"
    fixes = screen.proposed(SIDECAR, here.replace("at:", "at§:"))
    assert fixes[0].title == "Add all 2 proposed emendations"
    assert screen.codes(SIDECAR, edited(here, fixes[0])) == []


def test_questions_on_personal_data_can_be_answered(screen: Screen) -> None:
    text = screen.root / "source_cables" / "05OTTAWA1.txt"
    text.write_text(text.read_text("utf-8").replace("by train", "(tel. 202-555-0100)"), "utf-8")
    titles = {one.title: one for one in screen.proposed(SIDECAR, "§")}
    withhold = next(title for title in titles if title.startswith("Withhold `202"))
    dismiss = next(title for title in titles if title.startswith("Dismiss the question on `202"))
    assert screen.codes(SIDECAR, edited("", titles[withhold])) == []
    assert screen.codes(SIDECAR, edited("", titles[dismiss])) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Prime Minister's Office", "Prime Minister,s Office"),
        ("prime ministers office", "Prime Minister,s Office"),
        ('"plan"', "&plan8"),
        ("", ""),
        ("of", ""),
    ],
)
def test_words_with_other_signs(words: str, found: str) -> None:
    text = "The Prime Minister,s Office of the &plan8 of rest."
    assert loosely(text, words) == found


PIECES = [*"ab:-{}[],\"'#|> \n\té😀", "notes:\n", "  - ", "at: p1\n", "quote: ", "redactions:\n"]
ODD = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(ODD, st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_on_the_screen_fails(screen: Screen, text: str, data: st.DataObject) -> None:
    text = text.replace("§", "")
    at = data.draw(st.integers(0, len(text)))
    marked = f"{text[:at]}§{text[at:]}"
    for name in (SIDECAR, "docs/registers/people.yaml", "source_cables/releases.yaml",
                 "edition.toml"):  # fmt: skip
        screen.problems(name, marked)
        screen.fixes(name, marked)
        screen.offers(name, marked)
        screen.told(name, marked)
        screen.target(name, marked)
        screen.proposed(name, marked)


def test_a_changed_source_is_read_again(screen: Screen) -> None:
    assert screen.codes(SIDECAR, NOTE) == []
    source = screen.root / "source_cables" / "05OTTAWA1.txt"
    source.write_text(source.read_text("utf-8").replace("noon", "midnight"), "utf-8")
    assert screen.codes(SIDECAR, NOTE) == ["quote-missing"]


def test_an_edition_that_is_not_there_yet(tmp_path: Path) -> None:
    desk = Desk()
    path = tmp_path.resolve() / "edition.toml"
    desk.put(path, "title = 'x'\n")
    file = desk.file(path)
    assert file is not None
    assert desk.cable_ids(file.edition) == []
    assert desk.registers(file.edition)[1] == []
