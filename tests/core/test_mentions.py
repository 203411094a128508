from __future__ import annotations

import pytest

from cable_edition.core.registers.entries import (
    Form,
    Organization,
    Person,
    Post,
    Registers,
    Sense,
    Term,
)
from cable_edition.core.registers.mentions import MentionFinder


def finder(**forms: list[Form | str]) -> MentionFinder:
    """A finder for terms, by id; a text stands for a plain form."""
    glossary = tuple(
        Term(
            id=name,
            name=name,
            tip=name,
            forms=tuple(f if isinstance(f, Form) else Form(f) for f in members),
        )
        for name, members in forms.items()
    )
    return MentionFinder(Registers(glossary=glossary))


def found(search: MentionFinder, text: str, **place: str) -> list[str]:
    mentions, problems = search.find([("p1", text)], **{"cable_id": "05OTTAWA286", **place})
    assert problems == []
    return [text[m.start : m.end] for m in mentions]


PASCUAL = Person(
    id="carlos-pascual",
    name="Carlos Pascual",
    tip="Coordinator",
    forms=(
        Form("Carlos Pascual"),
        Form("Ambassador Carlos Pascual"),
        Form("Ambassador Pascual", surname=True, fold=True),
        Form("Pascual", surname=True, fold=True),
    ),
)


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("S&R", "on S&R; in S&R.", ["S&R", "S&R"]),
        ("R", "on S&R and R&S missions", []),
        ("S/CRS", "S/CRS-led, (S/CRS)", ["S/CRS", "S/CRS"]),
        ("CRS", "S/CRS and CRS/PPC", ["CRS"]),
        ("State", "from State/INR", ["State"]),
        ("U.S.", "the U.S., U.S.-Canada and U.S.A. U.S", ["U.S.", "U.S."]),
        ("S", "the U.S. view, Canada,s, Canada's", []),
        ("US", "a US-Canada talk", ["US"]),
        ("Canada", "a US-Canada talk", ["Canada"]),
        ("agency", "an inter-agency team, one agency", ["agency"]),
        ("State", "States state Stated http://State.gov/State x@State State.gov", []),
        ("Canada", "Canada,s, Canada's, Canada\u2019s, Canada,so", ["Canada"] * 4),
        ("PASCUAL", "PASCUAL,S OTTAWA", ["PASCUAL"]),
        ("Prime Minister's Office", "Prime Minister,s Office", ["Prime Minister,s Office"]),
        (
            "Prime Minister,s Office",
            "Prime Minister\u2019s Office",
            ["Prime Minister\u2019s Office"],
        ),
        ("task force", "a &task force8 -) and task force88", ["task force"]),
        ("START", "the &START8 here", ["START"]),
        ("(SBU)", "3. (SBU) S/CRS", ["(SBU)"]),
        ("Embassy", "Embassy, embassy", ["Embassy"]),
        ("Caf\u00e9", "Caf\u00e9s Caf\u00e9", ["Caf\u00e9"]),
        ("O", "O'Brien and O", ["O"]),
    ],
)
def test_whole_words_as_cables_write_them(form: str, text: str, words: list[str]) -> None:
    assert found(finder(a=[form]), text) == words


def test_eight_without_an_opening_mark_is_genuine() -> None:
    assert found(finder(a=["START"]), "START8 stands alone") == []


def test_plural_is_taken_where_the_form_says_so() -> None:
    assert found(finder(a=[Form("3D", plural=True)]), "3D, the 3Ds and 3Ds'") == [
        "3D",
        "3Ds",
        "3Ds",
    ]
    assert found(finder(a=["LNO"]), "through LNOs") == []


def test_folded_form_is_found_in_any_case() -> None:
    assert found(finder(a=[Form("Task Force", fold=True)]), "TASK FORCE task Force") == [
        "TASK FORCE",
        "task Force",
    ]


def test_longest_form_wins_wherever_it_starts() -> None:
    search = finder(a=["High Level"], b=["UN High"], c=["Level Panel Report"], d=["UN"])
    mentions, _ = search.find([("p1", "the UN High Level Panel Report")], cable_id="X")
    assert [(m.entry, m.form) for m in mentions] == [("b", "UN High"), ("c", "Level Panel Report")]


def test_surname_counts_once_the_person_is_named_in_full_anywhere() -> None:
    search = MentionFinder(Registers(people=(PASCUAL,)))
    texts = [
        ("subject", "S/CRS AMBASSADOR PASCUAL,S OTTAWA CONSULTATIONS"),
        ("p3", "Ambassador Carlos Pascual met Wright; Pascual agreed"),
    ]
    mentions, problems = search.find(texts, cable_id="05OTTAWA286")
    assert problems == []
    words = dict(texts)
    assert [(m.anchor, words[m.anchor][m.start : m.end]) for m in mentions] == [
        ("subject", "AMBASSADOR PASCUAL"),
        ("p3", "Ambassador Carlos Pascual"),
        ("p3", "Pascual"),
    ]
    assert {(m.kind, m.entry) for m in mentions} == {("person", "carlos-pascual")}


def test_surname_alone_names_nobody() -> None:
    assert found(MentionFinder(Registers(people=(PASCUAL,))), "Ambassador Pascual met") == []


def test_part_of_a_double_surname_names_nobody() -> None:
    person = Person(id="a", name="Marie Gervais", tip="", forms=(Form("Marie Gervais"),))
    search = MentionFinder(Registers(people=(person,)))
    assert found(search, "Marie Gervais-Vidricaire") == []


def test_another_spelling_is_a_form_of_the_person() -> None:
    person = Person(
        id="a",
        name="Wendy Gilmour",
        tip="",
        forms=(Form("Gilmour", surname=True),),
        spelled=("Wendy Gilmore", "Gilmore"),
    )
    search = MentionFinder(Registers(people=(person,)))
    assert found(search, "Gilmore spoke") == []
    assert found(search, "Wendy Gilmore spoke; Gilmore left") == ["Wendy Gilmore", "Gilmore"]


def test_surname_of_two_persons_is_told_by_the_one_named_in_full() -> None:
    people = tuple(
        Person(id=i, name=n, tip="", forms=(Form(n), Form("Wright", surname=True)))
        for i, n in (("jim", "Jim Wright"), ("david", "David Wright"))
    )
    search = MentionFinder(Registers(people=people))
    assert found(search, "Jim Wright and Wright") == ["Jim Wright", "Wright"]
    mentions, problems = search.find(
        [("p1", "Jim Wright, David Wright"), ("p2", "Wright left")], cable_id="05OTTAWA286"
    )
    assert [m.entry for m in mentions] == ["jim", "david"]
    assert [p.code for p in problems] == ["ambiguous-mention"]
    assert "05OTTAWA286#p2" in problems[0].message
    assert "person `david` or person `jim`" in problems[0].message


def test_form_counts_only_within_its_phrases() -> None:
    search = finder(a=[Form("State", within=("from State, AID",))])
    assert found(search, "State of mind") == []
    text = "State said: staff from State, AID"
    mentions, _ = search.find([("p1", text)], cable_id="X")
    assert [m.start for m in mentions] == [text.index("State,")]


def test_form_does_not_count_in_phrases_outside() -> None:
    search = finder(a=[Form("START", outside=("START treaty",))])
    assert found(search, "START and the START treaty") == ["START"]


def test_form_of_other_cables_does_not_count() -> None:
    search = finder(a=[Form("FAC", cables=("05OTTAWA286",))])
    assert found(search, "FAC") == ["FAC"]
    assert found(search, "FAC", cable_id="06OTTAWA1") == []


def test_limited_form_wins_over_one_that_claims_the_words_everywhere() -> None:
    search = finder(a=["Defense"], b=[Form("Defense", within=("Canada, Defense",))])
    mentions, problems = search.find([("p1", "Canada, Defense; Defense")], cable_id="X")
    assert ([m.entry for m in mentions], problems) == (["b", "a"], [])


def test_words_claimed_by_two_registers_are_not_linked() -> None:
    registers = Registers(
        organizations=(Organization(id="fac", name="FAC", tip="", forms=(Form("FAC"),)),),
        posts=(Post(id="ottawa", name="Ottawa", tip="", code="OTTAWA", forms=(Form("FAC"),)),),
    )
    mentions, problems = MentionFinder(registers).find(
        [("p1", "FAC"), ("p2", "FAC FAC")], cable_id="05OTTAWA286"
    )
    assert mentions == ()
    assert len(problems) == 1
    assert "05OTTAWA286#p1, 05OTTAWA286#p2" in problems[0].message


def start(*senses: Sense, expansion: str = "") -> MentionFinder:
    term = Term(
        id="start",
        name="START",
        tip="",
        forms=(Form("START"),),
        expansion=expansion,
        senses=senses,
    )
    return MentionFinder(Registers(glossary=(term,)))


def sense_of(search: MentionFinder, text: str, **place: str) -> str | None:
    mentions, problems = search.find([("p1", text)], **{"cable_id": "X", **place})
    assert problems == []
    return mentions[0].sense


TASK_FORCE = Sense("task-force", "Task Force", "", cables=("05OTTAWA286",))
TREATY = Sense("treaty", "Treaty", "", within=("START treaty", "START talks"))


def test_sense_is_chosen_by_cable_before_phrase() -> None:
    search = start(TASK_FORCE, TREATY)
    assert sense_of(search, "the START treaty", cable_id="05OTTAWA286") == "task-force"
    assert sense_of(search, "the START treaty") == "treaty"


def test_sense_is_chosen_by_date_and_post() -> None:
    search = start(
        Sense("old", "Old", "", until="2004"),
        Sense("new", "New", "", since="2005-01", posts=("OTTAWA",)),
    )
    assert sense_of(search, "START", date="2004-12-31", post="OTTAWA") == "old"
    assert sense_of(search, "START", date="2005-01-28T20:38:00", post="OTTAWA") == "new"


def test_sense_without_conditions_is_the_last_resort() -> None:
    search = start(Sense("any", "Any", ""), TREATY)
    assert sense_of(search, "START talks") == "treaty"
    assert sense_of(search, "START") == "any"


def test_term_none_of_whose_senses_fits_is_not_linked() -> None:
    mentions, problems = start(TASK_FORCE, TREATY).find([("p1", "START")], cable_id="06OTTAWA1")
    assert mentions == ()
    assert "`task-force` of `start` or `treaty` of `start`" in problems[0].message


def test_only_sense_leaves_other_places_to_the_entry_itself() -> None:
    assert sense_of(start(TREATY, expansion="a start"), "START") is None


def test_hostile_text_is_searched_without_harm() -> None:
    search = finder(a=["S&R", "(C)", "a a a a"])
    for text in ("", "&", "&8", "8", "(C", ",s", "a " * 5000, "@" * 5000, "S&R8", "(C)" * 3):
        mentions, problems = search.find([("p1", text)], cable_id="X")
        assert problems == []
        assert all(0 <= m.start < m.end <= len(text) for m in mentions)


JONES = Person(
    id="jones-charles",
    name="Charles Jones",
    tip="",
    forms=(
        Form("Charles Jones"),
        Form("Jones", surname=True, outside=("Jones Bank",)),
        Form("Ambassador Jones", surname=True),
    ),
)
NAMED = ("p1", "(C) Charles Jones came to the meeting with others of the staff.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He saw Mrs. Jones there", "Mrs. Jones"),
        ("He saw Ms. Jones there", "Ms. Jones"),
        ("MISS JONES LEFT, SAID MISS Jones", "MISS Jones"),
        ("General David Jones left", "David Jones"),
        ("David Jones left early", "David Jones"),
        ("He told D. Jones of it", "D. Jones"),
        ("The office in Jones Street is closed", "Jones Street"),
        ("Under the Jones Act no ship may sail", "Jones Act"),
        ("He told Jones Jr. of it", "Jones Jr"),
        ("The firm of Jones & Co. paid", "Jones & Co."),
        ("THE FIRM OF JONES AND SONS, said Jones and Sons", "Jones and Sons"),
        ("He told De Jones of it", "De Jones"),
        ("He told van Jones of it", "van Jones"),
        ("At last it was Ambassador Jones Smith who left", "Ambassador Jones Smith"),
    ],
)
def test_a_surname_that_the_words_beside_it_give_to_another_is_a_doubt(
    text: str, words: str
) -> None:
    search = MentionFinder(Registers(people=(JONES,)))
    mentions, problems = search.find([NAMED, ("p2", text)], cable_id="05OTTAWA286")
    assert [m.anchor for m in mentions] == ["p1"]
    assert {p.code for p in problems} == {"surname-doubtful"}
    assert f"`{words}` in 05OTTAWA286#p2 was not linked to `jones-charles`" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Jones said no",
        "But Jones said no",
        "He agreed. Asked again, Jones said no",
        "Reluctantly Jones agreed",
        "General Jones said no",
        "Then Ambassador Jones said no",
        "The Canadian Ambassador Jones said no",
        "He told Mr. Jones so",
        "Spokesman Jones said no",
        "PM Jones said no",
        "He told C. Jones so",
        "He told Jones Tuesday that it rained",
        "It is in Jones's view and the Embassy's Jones",
        "He gave Jones NATO papers",
        "(C) Jones said no",
        "He met Jones. The talks went on",
        "Jones Visits The Harbour Office",
        "He saw Jones and sons of his, and Jones & Colby too",
    ],
)
def test_other_words_beside_a_surname_leave_it_to_its_person(text: str) -> None:
    search = MentionFinder(Registers(people=(JONES,)))
    mentions, problems = search.find([NAMED, ("p2", text)], cable_id="05OTTAWA286")
    assert [m.anchor for m in mentions].count("p2") == text.count("Jones")
    assert problems == []


def test_a_form_of_address_that_the_cable_gives_with_the_full_name_is_hers() -> None:
    roe = Person(
        id="roe", name="Jane Roe", tip="", forms=(Form("Jane Roe"), Form("Roe", surname=True))
    )
    search = MentionFinder(Registers(people=(roe,)))
    assert found(search, "They met Ms. Jane Roe; later Ms. Roe left") == ["Jane Roe", "Roe"]
    _, problems = search.find([("p1", "Jane Roe and Mrs. Roe")], cable_id="05OTTAWA286")
    assert [p.code for p in problems] == ["surname-doubtful"]


def test_words_registered_for_another_or_outside_the_surname_are_no_doubt() -> None:
    david = Person(id="jones-david", name="David Jones", tip="", forms=(Form("David Jones"),))
    search = MentionFinder(Registers(people=(JONES, david)))
    text = "It was there that General David Jones spoke about loans of the Jones Bank"
    mentions, problems = search.find([NAMED, ("p2", text)], cable_id="05OTTAWA286")
    assert [m.entry for m in mentions] == ["jones-charles", "jones-david"]
    assert problems == []


def test_a_doubt_is_told_beside_a_full_name_and_not_within_one() -> None:
    david = Person(id="jones-david", name="David Jones", tip="", forms=(Form("David Jones"),))
    search = MentionFinder(Registers(people=(JONES, david)))
    text = "It was there that David Jones met with Mrs. Jones before David Jones left again"
    mentions, problems = search.find([NAMED, ("p2", text)], cable_id="05OTTAWA286")
    assert [m.entry for m in mentions if m.anchor == "p2"] == ["jones-david", "jones-david"]
    assert ["`Mrs. Jones`" in p.message for p in problems] == [True]


@pytest.mark.parametrize("how_many", [1, 7, 8, 9, 40])
@pytest.mark.parametrize("sign", ["", "\u00e9t\u00e9 "])
def test_forms_are_found_where_they_stand_alone_however_many_a_text_has(
    how_many: int, sign: str
) -> None:
    names = [f"Post{number}" for number in range(how_many)]
    search = finder(**{name: [name] for name in names})
    text = sign + " ".join(f"x{name} {name} {name}x, {name}_, {name}." for name in reversed(names))
    assert found(search, text) == [name for name in reversed(names) for _ in range(2)]
    # And a second time, when it is remembered which words begin a form.
    assert found(search, text) == [name for name in reversed(names) for _ in range(2)]
    assert found(search, f"{sign}Postal posts") == []
