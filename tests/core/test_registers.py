from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.registers.entries import Form, Registers, Sense, Statement
from cable_edition.core.registers.load import load_registers

if TYPE_CHECKING:
    from cable_edition.core.problems import Problem

WEB = "https://example.org/a"
FILES = (
    *("people.yaml", "organizations.yaml", "glossary.yaml", "tags.yaml", "posts.yaml"),
    "chronology.yaml",
)


def load(folder: Path, **files: str) -> tuple[Registers, list[str]]:
    """Load registers from texts; problems come as ``file:line: message [code]``."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    registers, problems = load_registers(folder)
    return registers, [located(problem, folder) for problem in problems]


def located(problem: Problem, folder: Path) -> str:
    return problem.located().replace(f"{folder}/", "")


def test_missing_files_are_empty_registers(tmp_path: Path) -> None:
    assert load(tmp_path) == (Registers(), [])


def test_empty_file_is_an_empty_register(tmp_path: Path) -> None:
    assert load(tmp_path, people="# nobody yet\n") == (Registers(), [])


def test_person_is_read_whole(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        people=f"""
- id: carlos-pascual
  name: Carlos
    Pascual
  sort: Pascual, Carlos
  tip: Coordinator
  office: Coordinator
  office_sources: [{WEB}]
  forms:
    - Carlos Pascual
    - {{text: Pascual, surname: true, fold: true, cables: [05OTTAWA286], outside: [San Pascual]}}
  spelled: [Paschal]
  statements:
    - {{text: He came., status: inference}}
    - text: |
        One.

        Two.
      sources: [{WEB}]
""",
    )
    assert problems == []
    (person,) = registers.people
    assert (person.name, person.sort, person.line) == ("Carlos Pascual", "Pascual, Carlos", 2)
    assert person.office_status == "verified"
    assert person.spelled == ("Paschal",)
    assert person.forms == (
        Form("Carlos Pascual"),
        Form(
            "Pascual",
            surname=True,
            fold=True,
            cables=("05OTTAWA286",),
            outside=("San Pascual",),
        ),
    )
    assert person.statements == (
        Statement("He came.", "inference"),
        Statement("One.\n\nTwo.", "verified", (WEB,)),
    )


def test_other_registers_are_read(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        organizations="- {id: fac-body, name: Foreign Affairs, tip: t, terms: [fac]}",
        glossary="""
- {id: fac, term: FAC, tip: t, status: cable, see_also: [fac-body, NO]}
- id: start
  term: START
  status: inference
  senses:
    - {id: treaty, expansion: e, tip: t, since: 1991-07-31, until: 2009, posts: [MOSCOW]}
""",
        tags='- {code: NO, name: "", kind: geographic, tip: t, status: unverified}',
        posts="- {id: ottawa, name: Embassy Ottawa, code: OTTAWA, country: Canada, tip: t}",
        chronology=f"- {{id: fac, date: 2003-12, text: t, sources: [{WEB}], cables: [05OTTAWA1]}}",
    )
    assert problems == []
    assert registers.organizations[0].terms == ("fac",)
    assert registers.organizations[0].forms == (Form("Foreign Affairs"),)
    assert registers.glossary[0].forms == (Form("FAC", plural=True),)
    assert registers.glossary[0].see_also == ("fac-body", "NO")
    assert registers.glossary[1].senses == (
        Sense("treaty", "e", "t", since="1991-07-31", until="2009", posts=("MOSCOW",)),
    )
    assert (registers.tags[0].id, registers.tags[0].kind) == ("NO", "geographic")
    assert registers.posts[0].code == "OTTAWA"
    assert registers.events[0].date == "2003-12"


def test_empty_list_of_forms_means_no_form(tmp_path: Path) -> None:
    registers, _ = load(tmp_path, people="- {id: a, name: A B, tip: t, forms: []}")
    assert registers.people[0].forms == ()


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{id: x, name: N, tip: t, frms: [a]}", "no key `frms`; did you mean `forms`?"),
        ("{id: x, name: N, tip: t, qqqq: a}", "no key `qqqq`; known are id, name"),
        ("{id: x, tip: t}", "person needs `name` [missing-key]"),
        ("{id: x, name: , tip: t}", "person needs `name` [missing-key]"),
        ("{name: N, tip: t}", "person needs `id` [missing-key]"),
        ("{id: X y, name: N, tip: t}", "`X y` cannot be an id; write small letters"),
        ("{id: x, name: [N], tip: t}", "`name` takes one text"),
        ("{id: x, name: N, tip: t, forms: N}", "`forms` takes a list"),
        ("{id: x, name: N, tip: t, forms: [[N]]}", "form takes keys: text"),
        ("{id: x, name: N, tip: t, forms: ['&']}", "a form needs at least one letter"),
        ("{id: x, name: N, tip: t, forms: [{fold: true}]}", "form needs `text` [missing-key]"),
        ("{id: x, name: N, tip: t, forms: [{text: a, fold: yes}]}", "`fold` takes true or false"),
        ("{id: x, name: N, tip: t, forms: [{text: a, cables: [5x]}]}", "`5x` is no id of a cable"),
        ("{id: x, name: N, name: M, tip: t}", "the key `name` was given before (line 4)"),
        ("{id: x, name: N, tip: t, see_also: [{a: b}]}", "`see_also` takes a list of texts"),
        (
            "{id: x, name: N, tip: t, office: o}",
            "needs a source; add `office_sources`",
        ),
        (
            "{id: x, name: N, tip: t, statements: [{text: t, status: infrence}]}",
            "cannot be `infrence`; write verified or cable or inference or unverified; did you",
        ),
        ("{id: x, name: N, tip: t, statements: [{text: t}]}", "[missing-source]"),
        (
            "{id: x, name: N, tip: t, statements: [{text: t, status: unverified}]}",
            "[unverified-fact]",
        ),
        ("{id: x, name: N, tip: t, statements: [{status: cable}]}", "statement needs `text`"),
        ("{id: first, name: N, tip: t}", "the id `first` was given before, in people.yaml:2;"),
        ("just words", "a person takes keys: id, name"),
    ],
)
def test_faulty_entry_is_named_and_the_rest_is_kept(
    tmp_path: Path, entry: str, problem: str
) -> None:
    good = "{{id: {0}, name: {0} person, tip: t}}"
    registers, problems = load(
        tmp_path,
        people=f"# the people\n- {good.format('first')}\n\n- {entry}\n- {good.format('last')}\n",
    )
    assert [person.id for person in registers.people] == ["first", "last"]
    assert len(problems) == 1
    assert problems[0].startswith("people.yaml:4: ")
    assert problem in problems[0]


@pytest.mark.parametrize("date", ["2005-13", "2005-02-30", "28 January 2005", "05-01-28", "0000"])
def test_date_outside_the_calendar_is_refused(tmp_path: Path, date: str) -> None:
    registers, problems = load(
        tmp_path, chronology=f"- {{id: a, date: {date}, text: t, status: cable}}"
    )
    assert registers.events == ()
    message = f"`{date}` is no date; write 2005-01-28, 2005-01 or 2005"
    assert problems == [f"chronology.yaml:1: {message} [malformed-date]"]


def test_verified_term_needs_a_statement_with_a_source(tmp_path: Path) -> None:
    _, problems = load(tmp_path, glossary="- {id: a, term: A, tip: t}")
    assert "[missing-source]" in problems[0]


def test_same_id_in_two_registers_names_both_places(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        people="- {id: a, name: A B, tip: t}",
        organizations="\n- {id: a, name: C, tip: t}",
    )
    assert (len(registers.people), registers.organizations) == (1, ())
    assert problems[0].startswith("organizations.yaml:2: ")
    assert "people.yaml:1" in problems[0]


def test_unknown_id_is_dropped_and_the_entry_kept(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        organizations="- {id: body, name: Body, tip: t, terms: [fca, body], see_also: [fac]}",
        glossary="- {id: fac, term: FAC, tip: t, status: cable}",
    )
    assert (registers.organizations[0].terms, registers.organizations[0].see_also) == ((), ("fac",))
    assert len(problems) == 2
    assert "names `fca`, which no register has; did you mean `fac`?" in problems[0]
    assert "`terms` of `body` takes glossary ids; `body` is another" in problems[1]


def test_link_to_an_entry_left_out_is_dropped_without_a_second_problem(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        people="- {id: a, name: A, tip: t, see_also: [b]}\n- {id: b, tip: t}",
    )
    assert registers.people[0].see_also == ()
    assert len(problems) == 1


def test_terms_that_differ_by_case_or_signs_are_named(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        glossary="- {id: a, term: DoD, tip: t, status: cable}\n"
        "- {id: b, term: D.O.D., tip: t, status: cable}",
    )
    assert len(registers.glossary) == 2
    assert problems[0].startswith("glossary.yaml:2: ")
    assert "[similar-terms]" in problems[0]


def test_form_claimed_by_two_entries_is_named_unless_limited(tmp_path: Path) -> None:
    people = "- {id: a, name: A B, tip: t, forms: [AB]}"
    _, problems = load(
        tmp_path, people=people, organizations="- {id: b, name: C, tip: t, forms: [AB]}"
    )
    assert [p.rpartition(" ")[2] for p in problems] == ["[form-claimed-twice]"]
    _, problems = load(
        tmp_path,
        people=people,
        organizations="- {id: b, name: C, tip: t, forms: [{text: AB, within: [the AB]}, Ab]}",
    )
    assert problems == []


def test_register_that_is_no_list_is_named(tmp_path: Path) -> None:
    assert load(tmp_path, tags="code: PREL") == (
        Registers(),
        ["tags.yaml:1: a register is a list; start each entry with `- ` [wrong-type]"],
    )


def test_broken_file_leaves_the_others(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        people="- id: a\n  name: b: c\n",
        organizations="- {id: b, name: B, tip: t}",
    )
    assert len(registers.organizations) == 1
    assert len(problems) == 1
    assert problems[0].startswith("people.yaml:2: broken YAML")


VALUES = st.recursive(
    st.sampled_from(
        ["id", "a-b", "05OTTAWA1", "verified", "true", "2005-01", "", "~", "\x85", "&"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "forms", "status", "x"]), inner)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["id", "name", "term", "code", "tip", "forms", "senses", "statements", "see_also", "date", "x"]
)


@given(st.sampled_from(FILES), st.lists(st.dictionaries(KEYS, VALUES, max_size=5) | VALUES))
@settings(max_examples=150, deadline=None)
def test_no_content_raises(file: str, entries: list[object]) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / file).write_text(json.dumps(entries), "utf-8")
        registers, problems = load_registers(Path(folder))
    kept = sum(len(getattr(registers, field)) for field in Registers.__dataclass_fields__)
    assert kept + len(problems) >= len(entries)
    assert all(problem.path.endswith(file) and problem.line for problem in problems)


def test_former_ids_lead_to_one_entry(tmp_path: Path) -> None:
    registers, problems = load(
        tmp_path,
        glossary="""
- {id: one, term: ONE, tip: A., status: cable, formerly: [first]}
- {id: two, term: TWO, tip: B., status: cable, formerly: [one]}
- {id: three, term: THREE, tip: C., status: cable, formerly: ["a b"]}
""",
    )
    assert registers.glossary[0].formerly == ("first",)
    assert registers.addresses() == {"term first", "term one", "term two"}
    assert registers.lasting() == {"term one", "term two"}
    assert [problem.rpartition("[")[2] for problem in problems] == [
        "malformed-id]",
        "duplicate-id]",
    ]
    assert problems[0].startswith("glossary.yaml:4: `a b` can be no former id")
    assert "`one`, once the id of `two`, is that of `one`" in problems[1]


@pytest.mark.parametrize("leads", ["../people.yaml", "gone/people.yaml", "inside.txt"])
def test_a_register_is_read_only_where_it_is(tmp_path: Path, leads: str) -> None:
    folder = tmp_path / "registers"
    folder.mkdir()
    people = "- {id: roe, name: Roe, tip: x, office: x, office_status: cable, forms: [Roe]}\n"
    (tmp_path / "people.yaml").write_text(people, "utf-8")
    (folder / "inside.txt").write_text(people, "utf-8")
    (folder / "people.yaml").symlink_to(leads)
    (tmp_path / "shared").symlink_to("registers")
    for name in ("registers", "shared"):
        registers, problems = load_registers(tmp_path / name)
        codes = [problem.code for problem in problems]
        if leads == "inside.txt":
            assert ([one.id for one in registers.people], codes) == (["roe"], [])
        elif leads == "../people.yaml":
            assert (registers.people, codes) == ((), ["register-outside"])
        else:  # It leads to nothing, and is no missing register.
            assert codes == ["unreadable-file"]
