"""``suggest --kind authorities``: a list of an editor, compared with the registers, and taken.

The ids are examples of the schemes' own documentation; nobody here is what they name.
"""

from __future__ import annotations

import json

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.cli import main
from cable_edition.core.problems import Problem
from cable_edition.core.registers.authority_list import name_key, read_list
from cable_edition.core.yaml_files.insertion import InsertionError, with_items
from tests.core.fatal_cases import Folder

TEXT = """\
P 010000Z JAN 05
FM AMEMBASSY OTTAWA
TO SECSTATE WASHDC
UNCLAS OTTAWA 000001

SUBJECT: A VISIT

1. (U) Jane Roe met the Harbor Office.
DICKSON
"""
PEOPLE = """\
# People, of mine.
- id: roe-jane
  name: Jane Roe   # she
  sort: Roe, Jane
  tip: A visitor
  forms: [Jane Roe, {text: Roe, surname: true}]

- id: ferrandini
  name: Lucia Ferrandini
  tip: A keeper
  same_as:
    - wikidata:Q1
# The end.
"""
ORGANIZATIONS = "- {id: harbor-office, name: Harbor Office, tip: An office}\n"
POSTS = """\
- id: ottawa
  name: Embassy Ottawa
  code: OTTAWA
  tip: A post
  place_same_as: [ 'wikidata:Q2' ]
"""
LIST = """\
id,name,note
wikidata:Q42,"Roe, Jane, 1950-2010",a life
https://d-nb.info/gnd/118540238,JANE ROE,
viaf:75121530,"Ferrandini, Lucia",
viaf:0000,Nobody Here,
wikidata:Q1,Lucia Ferrandini,has it
lcnaf:n79021164,Harbor Office,
geonames:3020251,Ottawa,
geonames:3020251,Rome,
orcid:0000-0002-1825-0097,Jane Roe,
"""


@pytest.fixture
def begun(folder: Folder) -> Folder:
    folder.source.write_text(TEXT, "utf-8")
    folder.write("docs/registers/people.yaml", PEOPLE)
    folder.write("docs/registers/organizations.yaml", ORGANIZATIONS)
    folder.write("docs/registers/posts.yaml", POSTS)
    folder.write("list.csv", LIST)
    return folder


def suggest(*arguments: str, answers: str | None = None) -> Result:
    given = ("suggest", "--kind", "authorities", "--from", "list.csv", *arguments)
    return CliRunner().invoke(main, list(given), input=answers)


def test_what_a_list_has_for_the_registers_is_proposed(begun: Folder) -> None:
    done = suggest("--format", "json")
    assert done.exit_code == 0, done.output
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["file"].rsplit("/")[-1], one["key"], one["entry"]) for one in told] == [
        (
            "people.yaml",
            "same_as",
            {"id": "roe-jane", "same_as": ["https://www.wikidata.org/entity/Q42"]},
        ),
        (
            "people.yaml",
            "same_as",
            {"id": "roe-jane", "same_as": ["https://d-nb.info/gnd/118540238"]},
        ),
        (
            "people.yaml",
            "same_as",
            {"id": "ferrandini", "same_as": ["https://viaf.org/viaf/75121530"]},
        ),
        (
            "organizations.yaml",
            "same_as",
            {"id": "harbor-office", "same_as": ["https://id.loc.gov/authorities/names/n79021164"]},
        ),
        (
            "posts.yaml",
            "place_same_as",
            {"id": "ottawa", "place_same_as": ["https://www.geonames.org/3020251"]},
        ),
    ]
    assert told[0]["why"] == "Roe, Jane, 1950-2010 in line 2 of list.csv"
    assert told[0]["places"][0]["around"] == "Jane Roe met the Harbor Office."
    assert "list.csv: 5 ids proposed" in done.stderr
    assert (begun.root / "docs/registers/people.yaml").read_text("utf-8") == PEOPLE


def test_what_is_taken_stands_in_the_entry(begun: Folder) -> None:
    done = suggest("--write")
    assert done.exit_code == 1, done.output
    registers = begun.root / "docs" / "registers"
    assert (registers / "people.yaml").read_text("utf-8") == PEOPLE.replace(
        "surname: true}]\n",
        'surname: true}]\n  same_as:\n    - "https://www.wikidata.org/entity/Q42"\n'
        '    - "https://d-nb.info/gnd/118540238"\n',
    ).replace("    - wikidata:Q1\n", '    - wikidata:Q1\n    - "https://viaf.org/viaf/75121530"\n')
    assert (registers / "posts.yaml").read_text("utf-8") == POSTS.replace(
        "'wikidata:Q2' ]", "'wikidata:Q2', \"https://www.geonames.org/3020251\" ]"
    )
    assert (registers / "organizations.yaml").read_text("utf-8") == ORGANIZATIONS
    assert "«Harbor Office» was left out: the entry `harbor-office` does not" in done.stderr
    again = suggest("--format", "json")
    assert [json.loads(one)["entry"]["id"] for one in again.stdout.splitlines()] == [
        "harbor-office"
    ]


def test_each_is_asked_with_the_words_around(begun: Folder) -> None:
    done = suggest("--interactive", "--write", answers="n\ny\nq\n")
    assert done.exit_code == 0, done.output
    assert "Jane Roe met the Harbor Office." in done.stderr
    text = (begun.root / "docs/registers/people.yaml").read_text("utf-8")
    assert "118540238" in text
    assert "Q42" not in text


def test_without_writing_it_is_yaml_for_the_entries(begun: Folder) -> None:
    done = suggest()
    assert "# add to the entries of docs/registers/people.yaml that have these ids" in done.stdout
    assert {one["id"] for one in yaml.safe_load(done.stdout)} >= {"roe-jane", "ferrandini"}


def test_where_an_editor_has_to_look_nothing_is_proposed(begun: Folder) -> None:
    begun.write(
        "list.csv",
        "name;id\nJane Roe;wikidata:Q42\nRoe, Jane;wikidata:Q5\nLucia Ferrandini;wikidata:Q3\n",
    )
    done = suggest("--format", "json")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (
        "people.yaml:2: `roe-jane`: the list has 2 of this name in Wikidata: Q42 (line 2), Q5 ("
        in (done.stderr)
    )
    assert "people.yaml:8: `ferrandini`: it has another id of Wikidata than the list, Q3" in (
        done.stderr
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("list.csv", "a,b\nJane Roe,wikidata:Q42\n", "list.csv:1: the first line names no col"),
        ("list.csv", "name,id\nJane Roe,gnd:118540239\n", "list.csv:2: `gnd:118540239` is no id"),
        ("list.csv", "name,id\nJane Roe,05TOKYO77\n", "list.csv:2: `05TOKYO77` is no id that is"),
        ("list.csv", "name,id\n\u00e9,x\n", "is not UTF-8"),
        ("list.jsonl", '{"name": "Jane Roe"}\n[1]\n', "list.jsonl:2: the line is no object"),
        ("list.jsonl", "{" * 3000 + "\n", "list.jsonl:1: the line is no object"),
    ],
)
def test_a_fault_of_the_list_is_told_with_its_line(
    begun: Folder, name: str, text: str, said: str
) -> None:
    data = text.encode("latin-1" if "UTF-8" in said else "utf-8")
    (begun.root / name).write_bytes(data)
    done = CliRunner().invoke(main, ["suggest", "--kind", "authorities", "--from", name])
    assert done.exit_code == 1, done.output
    assert said in done.stderr


def test_json_lines_say_the_same(begun: Folder) -> None:
    ids = ["wikidata:Q42", "gnd:118540238"]
    begun.write("list.jsonl", json.dumps({"name": "Roe, Jane", "id": ids, "x": [1]}) + "\n")
    done = CliRunner().invoke(
        main, ["suggest", "--from", "list.jsonl", "--kind", "authorities", "--format", "json"]
    )
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "authorities"],
        ["--kind", "people", "--from", "list.csv"],
        ["--kind", "authorities", "--kind", "annotations", "--from", "list.csv"],
    ],
)
def test_the_kind_and_the_file_go_together(begun: Folder, arguments: list[str]) -> None:
    done = CliRunner().invoke(main, ["suggest", *arguments])
    assert done.exit_code == 2
    assert "go together" in done.stderr


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Roe, Jane", "jane roe"),
        ("ROE, Jane, 1950-2010", "jane roe"),
        ("Roe, Jane, 1950-", "jane roe"),
        ("Jane Roe (1950\u20132010)", "jane roe"),
        ("Çelik, Zoë", "zoe celik"),
        ("Kamel, Sami, ca. 1900", "sami kamel"),
        ("Office for Trade, Norway, Oslo", "office for trade norway oslo"),
        ("Task Force 8", "task force 8"),
        ("1950", "1950"),
        ("--", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_years(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.jsonl"]))
def test_any_bytes_are_read_or_told(data: bytes, name: str) -> None:
    problems: list[Problem] = []
    for one in read_list(data, name, problems):
        assert one.line >= 1


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("- id: a\n  name: A", '- id: a\n  name: A\n  same_as:\n    - "x:1"\n', 4),
        (
            "- id: b\n- id: a\n  same_as:\n  - y # why\n  tip: t\n",
            '- id: b\n- id: a\n  same_as:\n  - y # why\n  - "x:1"\n  tip: t\n',
            5,
        ),
        ("- id: a\n  same_as:\n  tip: t\n", '- id: a\n  same_as:\n    - "x:1"\n  tip: t\n', 3),
        ("- id: a\n  same_as: []\n", '- id: a\n  same_as: ["x:1"]\n', 2),
        (
            "- id: a\r\n  tip: >-\r\n    one\r\n\r\n- id: b\r\n",
            '- id: a\r\n  tip: >-\r\n    one\r\n  same_as:\r\n    - "x:1"\r\n\r\n- id: b\r\n',
            5,
        ),
    ],
)
def test_a_list_of_an_entry_grows_and_all_else_stays(before: str, after: str, line: int) -> None:
    assert with_items(before, "a", "same_as", ["x:1"]) == (after, line)


@pytest.mark.parametrize(
    "before",
    [
        "- {id: a}\n",
        "- id: b\n",
        "",
        "id: a\n",
        "- id: a\n  same_as: y\n",
        "- id: a\n  same_as: [y,]\n",
    ],
)
def test_what_cannot_be_added_to_says_so(before: str) -> None:
    with pytest.raises(InsertionError):
        with_items(before, "a", "same_as", ["x:1"])


def test_a_long_list_is_read_in_its_stride(begun: Folder) -> None:
    """Lines of other names are passed over, whatever their ids are."""
    rows = "".join(f"Name {n},isni:{n}\n" for n in range(20_000))
    begun.write("list.csv", f"name,id\n{rows}Jane Roe,wikidata:Q42\n")
    done = suggest("--format", "json")
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, 1), done.output
