"""``edition.toml``: what is taken, what is refused, in which line, and with which advice."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.settings import Settings, short_name
from cable_edition.core.settings.editors import EDITOR
from cable_edition.core.settings.forms import DOI, LANGUAGE, is_address
from cable_edition.core.settings.lines import MOST_LINES, lines_of
from cable_edition.core.settings.model import (
    BY_OLD_NAME,
    DATA_KINDS,
    SETTINGS,
    fault_of,
    value_of,
    with_values,
)
from cable_edition.core.settings.reading import LARGEST, read_settings

ALL = """\
title = "Dispatches"  # a comment
editors = [
    "Ann Other",
    "Bob Else",
]
publisher = "A Press"
abstract = '''One line.'''
copyright = "2026, A Press"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
rights = "None."
languages = ["en", "pt-BR"]
base_url = "https://example.org/e"
doi = "10.1234/{id}"
site.public_record = ""

[folders]
sources = "texts"
registers = "../registers"

[book]
subtitle = "A line"
without = ["a/*"]
conforms_to = "WCAG 2.2 Level AA"

[limits]
inventory_limit = 1
entries_per_page = 2
places_per_entry = 3
cables_per_page = 4

[volumes]
by = "post"
at_most = 5
inputs = ["../dump.csv"]

[verify]
allowed = ["sphinx_design", "link[href=_static/mine.css]", "page[name=blog/*]"]
"""


def said(text: str) -> list[str]:
    return [one.located() for one in read_settings(text.encode(), "edition.toml")[1]]


def test_every_setting_is_read_with_its_type() -> None:
    read, problems = read_settings(ALL.encode(), "edition.toml")
    assert problems == []
    settings = read.settings
    assert (settings.title, settings.editors) == ("Dispatches", ("Ann Other", "Bob Else"))
    assert (settings.author, settings.language) == ("Ann Other, Bob Else", "en")
    assert settings.site.public_record == ""
    assert settings.folders.registers == "../registers"
    assert settings.book.without == ("a/*",)
    assert settings.limits.cables_per_page == 4
    assert (settings.volumes.by, settings.volumes.inputs) == ("post", ("../dump.csv",))
    assert settings.site.data == Settings().site.data
    unset = {
        "folders.archives",
        "site.data",
        "site.annotations",
        "site.dts",
        "site.markdown",
        "site.quotations",
    }
    assert read.lines.keys() == SETTINGS.keys() - unset
    assert (read.lines["publisher"], read.lines["site.public_record"]) == (6, 14)
    assert read.lines["limits.cables_per_page"] == 29


def test_an_empty_file_gives_the_defaults() -> None:
    for data in (b"", b"\xef\xbb\xbf", b"# nothing\r\n"):
        assert read_settings(data, "x") == ((Settings(), {}), [])


def test_each_default_fits_its_own_form() -> None:
    for setting in SETTINGS.values():
        assert fault_of(setting, setting.default) == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('titel = "x"', "1: there is no setting `titel`; did you mean `title`?"),
        ("[sight]", "1: there is no setting `sight`; did you mean the table [site]?"),
        ("[limit]", "1: there is no setting `limit`; did you mean the table [limits]?"),
        (
            "[limits]\n\nentry_per_page = 5",
            "3: there is no setting `limits.entry_per_page`; did you mean `entries_per_page`?",
        ),
        (
            'sources = "a"',
            "1: there is no setting `sources`; it is `sources` in the table [folders]",
        ),
        (
            '[book]\ntitle = "a"',
            "2: there is no setting `book.title`; it is `title`, above the first table",
        ),
        (
            'cable_base_url = "https://example.org"',
            "1: there is no setting `cable_base_url`; it is `base_url`",
        ),
        (
            'cable_sorces = "a"',
            "1: there is no setting `cable_sorces`; did you mean `sources` in the table [folders]?",
        ),
        ('license = "x"', "1: there is no setting `license`; it is `licence`"),
        ('author = "x"', "1: there is no setting `author`; it is `editors`"),
        (
            '"limits.entries_per_page" = 5',
            "1: there is no setting `limits.entries_per_page`; did you mean `entries_per_page`",
        ),
        (
            'version = "1.0"',
            "1: there is no setting `version`; the version and its date come from releases.yaml",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_one(text: str, line: str) -> None:
    (found,) = said(text)
    assert found.startswith(f"edition.toml:{line}")
    assert found.endswith(" [unknown-setting]")


def test_a_name_like_no_other_gets_the_list_of_names() -> None:
    (found,) = said("[book]\nqqqq = 1")
    assert "there is no setting `book.qqqq`; known are subtitle, without, conforms_to [" in found
    hostile = '"\\u001b[31m\\u202e' + "q" * 500 + '" = 1'
    found = said(hostile)[0]
    assert "\x1b" not in found
    assert "\u202e" not in found
    assert len(found) < 400


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 5", "`title` must be a text of one line, in quotation marks, not 5"),
        ('title = "a\\nb"', "`title` must be a text of one line"),
        ('title = "a\\u2028b"', "`title` must be a text of one line"),
        ('title = " "', "`title` must be a text of one line"),
        ('editors = "me"', "`editors` must be a list in square brackets, each item a text"),
        ('editors = ["a", 5]', f"`editors`: each item must be {EDITOR.says}, not 5"),
        ('editors = [""]', f"`editors`: each item must be {EDITOR.says}, not ''"),
        ('languages = ["english"]', "`languages`: each item must be a language tag"),
        ("folders = 1", "`folders` is a table: write [folders]"),
        ("[[folders]]", "`folders` is a table: write [folders]"),
        ("limits.entries_per_page = 0", "must be a whole number from 1 on, not 0"),
        ("limits.entries_per_page = true", "must be a whole number from 1 on, not true"),
        ("limits.entries_per_page = 1.0", "must be a whole number from 1 on, not 1.0"),
        ('limits.entries_per_page = "5"', "must be a whole number from 1 on, not '5'"),
        ("limits.entries_per_page = 99999999999", "must be a whole number from 1 on"),
        ('site.data = ["pdf"]', '`site.data`: each item must be one of "tei", "cmif"'),
        ("site.data = true", "`site.data` must be a list in square brackets"),
        ('base_url = "example.org"', "`base_url` must be an http or https address"),
        ('doi = "https://doi.org/10.1234/a"', "`doi` must be a DOI such as 10.1234/abcd"),
        ('site.public_record = "https://example.org/"', "must be an http or https address with"),
        ('site.public_record = "https://x.org/{id}{id"', "and no other brace"),
        ('site.public_record = "https://x.org/{id}}"', "and no other brace"),
        ('site.public_record = "https://x.org/{{id}}"', "and no other brace"),
        ('site.public_record = "https://x.org/{ID}/{id}"', "and no other brace"),
        ('folders.sources = ""', "`folders.sources` must be the name of a folder"),
        (
            'verify.allowed = ["sphinx_desing"]',
            "each item must be one of the extensions sphinx_copy",
        ),
        ('verify.allowed = ["meta"]', "or an element such as meta[name=description], not 'meta'"),
        ('verify.allowed = ["Meta[name=x]"]', "`verify.allowed`: each item must be one of"),
        ('verify.allowed = ["meta[name=a\\nb]"]', "`verify.allowed`: each item must be one of"),
        ("verify.allowed = [1]", "`verify.allowed`: each item must be one of"),
        ("title = 1979-05-27", "`title` must be a text of one line"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_right(text: str, words: str) -> None:
    (found,) = said(f"# first\n{text}")
    assert found.startswith("edition.toml:2: ")
    assert words in found
    assert found.endswith(" [bad-setting]")
    assert "\n" not in found


def test_the_password_of_an_address_is_not_told() -> None:
    (found,) = said('base_url = "https://user:secret@example.org/"')
    assert "secret" not in found
    assert "without a user or password" in found


def test_one_fault_does_not_hide_another_nor_what_is_right() -> None:
    text = "title = 1\ndoi = 2\n[limits]\ncables_per_page = 7\nx = 3\n"
    read, problems = read_settings(text.encode(), "e")
    assert [one.line for one in problems] == [1, 2, 5]
    assert read.settings == with_values(Settings(), {"limits.cables_per_page": 7})


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"title = \n", 1, "this is no TOML: invalid value"),
        (b'a = 1\ntitle = "x\n', 2, "this is no TOML"),
        (b"title = 'a'\ntitle = 'b'\n", 2, "this is no TOML: cannot overwrite a value"),
        (b"[book]\n\n[book]\n", 3, "this is no TOML"),
        (b"\n\ntitle = '''\n\n", 3, "at the end"),
        (b"title = 'a'\n# \xff\n", 2, "save the file as UTF-8"),
        (b"title = 'a\x00'\n", 1, "this is no TOML"),
        (b"a = " + b"[" * 100_000, 1, "too many brackets"),
        (b"a = " + b"9" * 5000, 1, "this is no TOML: a number is too long"),
        (b"#" * (LARGEST + 1), None, "too large"),
    ],
)
def test_a_broken_file_is_told_in_one_line(data: bytes, line: int | None, words: str) -> None:
    read, (problem,) = read_settings(data, "edition.toml")
    assert read == (Settings(), {})
    assert problem.code == "broken-toml"
    assert words in problem.message
    assert problem.line == line
    assert "\n" not in problem.located()


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a/",
        "https://xn--bcher-kva.example/",
        "https://[::1]/",
    ],
)
def test_addresses_are_taken(address: str) -> None:
    assert said(f'base_url = "{address}"') == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "//example.org",
        "https://user@example.org/",
        "https://user:pass@example.org/",
        "https://:@example.org/",
        "https://example.org/?q=1",
        "https://example.org/#top",
        "https://example.org/{id}",
        "https://example.org/a b",
        "https://example.org/<script>",
        "https://[::1",
        "https://example.org:port/",
        "https://example.org/\u202e",
    ],
)
def test_what_is_no_base_address_is_refused(address: str) -> None:
    assert len(said(f'base_url = "{address}"')) == 1


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hans-CN", "sl-rozaj-biske", "de-CH-1901"])
def test_language_tags_are_taken(tag: str) -> None:
    assert LANGUAGE.fits(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "pt_BR", "en-", "-en", "en--US", "en US", "english", "en\n"]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert not LANGUAGE.fits(tag)


@pytest.mark.parametrize("rules", ["WCAG 2.3 Level A", "WCAG 2.2 Level AAAA", "WCAG 2.2", "AA"])
def test_a_claim_is_a_version_and_a_level_that_there_are(rules: str) -> None:
    (found,) = said(f"[book]\nconforms_to = '{rules}'")
    assert "must be a version and a level such as WCAG 2.2 Level AA" in found


@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    data = text.encode("utf-8", "replace")
    for problem in read_settings(data, "e")[1]:
        assert "\n" not in problem.located()
    is_address(text)
    DOI.fits(text)
    short_name(text)


_KEYS = st.sampled_from(["a", "b", "c-d", '"x y"', "'é'"])
_VALUES = st.sampled_from(
    [
        "1",
        '"a # b"',
        "'''\n[a]\nb = 1\n'''",
        '"""\n\\"""\n"""',
        '[\n  1, # [x]\n  "]",\n]',
        "{x = 1, y = {z = [1]}}",
        "2020-01-01",
    ]
)


@given(st.lists(st.tuples(_KEYS, _KEYS, _VALUES, st.sampled_from(["", "\n", "# c = 1\n"]))))
def test_each_name_is_found_in_the_line_where_it_stands(rows: list[tuple[str, ...]]) -> None:
    text, wanted = "", {}
    for at, (key, inner, value, between) in enumerate(rows):
        text += between
        head = text.count("\n") + 1
        text += f"[t{at}.{key}]\n{between}"
        line = text.count("\n") + 1
        text += f"{inner} = {value}\n"
        wanted[f"t{at}.{key}"] = head
        wanted[f"t{at}.{key}.{inner}"] = line
    tomllib.loads(text)
    plain = {name.replace('"', "").replace("'", ""): line for name, line in wanted.items()}
    found = lines_of(text)
    assert {name: found.get(name) for name in plain} == plain


def test_a_very_long_statement_costs_little_and_hides_only_lines() -> None:
    text = "languages = [\n" + '"en",\n' * (MOST_LINES * 4) + ']\ntitel = "x"\n'
    read, problems = read_settings(text.encode(), "e")
    assert len(read.settings.languages) == MOST_LINES * 4
    assert [(one.code, one.line) for one in problems] == [("unknown-setting", None)]


def test_names_and_values_can_be_looked_up_and_changed() -> None:
    changed = with_values(Settings(), {"title": "T", "limits.entries_per_page": 9})
    changed = with_values(changed, {"limits.cables_per_page": 8})
    assert value_of(changed, "limits.entries_per_page") == 9
    assert (changed.title, changed.limits.cables_per_page) == ("T", 8)
    assert changed.limits.places_per_entry == Settings().limits.places_per_entry


def test_all_data_is_every_kind_in_order() -> None:
    assert with_values(Settings(), {"site.data": ("all", "csv")}).data_kinds == DATA_KINDS
    assert with_values(Settings(), {"site.data": ("json", "tei")}).data_kinds == ("tei", "json")
    assert with_values(Settings(), {"site.data": ()}).data_kinds == ()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Cable Edition", "cable-edition"),
        ("my book; touch X", "my-book-touch-x"),
        ("$(rm -rf /)", "rm-rf"),
        ("Äußerungen", "ausserungen"),
        ("../../x", "x"),
        ("Ελλάδα", "edition"),
        ("a" * 300, "a" * 80),
    ],
)
def test_a_title_as_the_name_of_a_file(title: str, name: str) -> None:
    assert short_name(title) == name


def test_every_old_name_leads_to_a_setting() -> None:
    assert len(BY_OLD_NAME) == 12
    assert all(old == f"cable_{old.removeprefix('cable_')}" for old in BY_OLD_NAME)
