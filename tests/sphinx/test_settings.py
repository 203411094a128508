"""Settings in a build: ``edition.toml``, what conf.py still may say, and the version."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from cable_edition.cli import main
from cable_edition.sphinx_ext.config import faults_of_conf_py
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition, cable_text, status_of, warnings_of

TOML = """\
title = "Dispatches; touch x"
editors = ["Ann Other", "Bob Else"]
publisher = "A Press"
copyright = "2026, A Press"
languages = ["de-AT"]
base_url = "https://example.org/e"
"""
BARE_CONF = """\
extensions = ["myst_parser", "cable_edition"]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
exclude_patterns = ["registers"]
html_theme = "furo"
"""


def conf(edition: TinyEdition, more: str = "", *, head: str = BARE_CONF) -> None:
    (edition.docs / "conf.py").write_text(head + more, "utf-8")


def settings(edition: TinyEdition, text: str) -> None:
    (edition.root / "edition.toml").write_text(text, "utf-8")


@pytest.fixture
def bare(edition: TinyEdition, monkeypatch: pytest.MonkeyPatch) -> TinyEdition:
    """An edition whose conf.py has only what is Sphinx's; we stand in its root."""
    edition.add()
    conf(edition)
    monkeypatch.chdir(edition.root)
    return edition


def refusal(edition: TinyEdition) -> str:
    """Return the message with which a build stops: one line."""
    with pytest.raises(EditionError) as caught:
        edition.build()
    message = str(caught.value)
    assert "\n" not in message
    return message


def issue(edition: TinyEdition, version: str) -> None:
    assert CliRunner().invoke(main, ["seal", str(edition.sources)]).exit_code == 0
    arguments = ["release", version, "--date", "2026-11-03", "--sources", str(edition.sources)]
    done = CliRunner().invoke(main, [*arguments, "--registers", str(edition.docs / "registers")])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("x = 1\ndef (\n", 2, "invalid syntax"),
        ("x = (1\n", 1, "was never closed"),
        ("if True:\nx = 1\n", 2, "expected an indented block"),
        ("x = 1\0\n", 1, "null bytes"),
    ],
)
def test_a_check_tells_that_conf_py_is_no_python(
    bare: TinyEdition, text: str, line: int, said: str
) -> None:
    settings(bare, TOML)
    (bare.docs / "conf.py").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 2, done.output
    (told,) = [one for one in done.output.splitlines() if "[bad-setting]" in one]
    assert f"line {line}: this file is no Python (" in told.replace("conf.py:", "line ")
    assert said in told


def test_the_site_says_what_the_file_says(bare: TinyEdition) -> None:
    settings(bare, TOML)
    app = bare.build()
    assert warnings_of(app) == ""
    config = app.config
    assert (config.project, config.author) == ("Dispatches; touch x", "Ann Other, Bob Else")
    assert (config.language, config.epub_publisher) == ("de_AT", "A Press")
    page = html.fromstring(bare.page("cables/05OTTAWA1"))
    assert page.get("lang") == "de-AT"
    assert page.xpath("//head/link[@rel='canonical']/@href") == [
        "https://example.org/e/cables/05OTTAWA1.html"
    ]
    assert "2026, A Press" in bare.page("index")
    (title,) = html.fromstring(bare.page("cables/index")).xpath("//head/title/text()")
    assert title.endswith("Dispatches; touch x")
    # Words of Sphinx are in the language of the file, too.
    (heading,) = html.fromstring(bare.page("search")).xpath("//h1/text()")
    assert heading == "Suche"


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("", "The editors"),
        ('languages = ["fr"]\n', "Les éditeurs"),
        ('languages = ["de"]\neditors = []\n', "Die Herausgeber"),
        ('publisher = "A Press"\n', "A Press"),
    ],
)
def test_a_book_never_says_that_a_name_is_not_set(
    bare: TinyEdition, lines: str, author: str
) -> None:
    settings(bare, f'title = "Dispatches"\ncopyright = "2026"\n{lines}')
    app = bare.build("epub")
    config = app.config
    assert warnings_of(app) == ""
    assert (config.author, config.epub_author, config.epub_publisher) == (author,) * 3
    assert [one[3] for one in config.latex_documents] == [author]


def test_books_get_a_plain_name_from_the_title(bare: TinyEdition) -> None:
    settings(bare, TOML + '[book]\nsubtitle = "A line"\n')
    bare.build("latex")
    tex = bare.docs / "_build" / "latex" / "dispatches-touch-x.tex"
    assert r"\title{Dispatches; touch x}" in tex.read_text("utf-8")
    assert "A line" in tex.read_text("utf-8")
    bare.build("epub")
    assert (bare.docs / "_build" / "epub" / "dispatches-touch-x.epub").is_file()


def test_conf_py_may_name_the_books_itself(bare: TinyEdition) -> None:
    settings(bare, TOML)
    conf(
        bare,
        'html_title = "Mine"\nepub_basename = "mine"\n'
        'latex_documents = [("index", "own.tex", "T", "A", "manual")]\n',
    )
    app = bare.build("latex")
    assert (bare.docs / "_build" / "latex" / "own.tex").is_file()
    assert (app.config.html_title, app.config.epub_basename) == ("Mine", "mine")


def test_the_file_may_stand_beside_conf_py(bare: TinyEdition) -> None:
    text = 'title = "Flat"\n[folders]\nsources = "../source_cables"\nregisters = "registers"\n'
    (bare.docs / "edition.toml").write_text(text, "utf-8")
    assert bare.build().config.project == "Flat"
    assert "Jane Roe" in bare.page("people/index")


def test_folders_are_named_from_the_folder_of_the_file(bare: TinyEdition) -> None:
    bare.sources.rename(bare.root / "texts")
    (bare.docs / "registers").rename(bare.root / "books")
    settings(bare, '[folders]\nsources = "texts"\nregisters = "books"\n')
    assert warnings_of(bare.build()) == ""
    assert "Jane Roe" in bare.page("people/index")


def test_without_the_file_registers_are_beside_conf_py(bare: TinyEdition) -> None:
    prose = bare.docs.rename(bare.root / "prose")
    app = TinyEditionAt(bare.root, prose).build()
    assert warnings_of(app) == ""
    assert "Jane Roe" in (prose / "_build" / "html" / "people" / "index.html").read_text("utf-8")


class TinyEditionAt(TinyEdition):
    """An edition whose documents are in another folder."""

    def __init__(self, root: Path, docs: Path) -> None:
        super().__init__(root)
        self._docs = docs

    @property
    def docs(self) -> Path:
        return self._docs


def test_limits_and_data_come_from_the_file(bare: TinyEdition) -> None:
    bare.add("05OTTAWA2", cable_text(2))
    settings(bare, '[site]\ndata = ["csv"]\n[limits]\ncables_per_page = 1\n')
    bare.build()
    assert (bare.html / "data" / "cables.csv").is_file()
    assert not (bare.html / "data" / "json").exists()
    assert "05OTTAWA2" in bare.page("missing/more/2")


def test_a_change_of_the_file_is_seen_by_the_next_build(bare: TinyEdition) -> None:
    settings(bare, 'title = "One"\n[site]\npublic_record = "https://one.example/{id}"\n')
    bare.build()
    assert "https://one.example/05OTTAWA1" in bare.page("cables/05OTTAWA1")
    settings(bare, 'title = "Two"\n[site]\npublic_record = "https://two.example/{id}"\n')
    bare.build()
    page = bare.page("cables/05OTTAWA1")
    assert "https://two.example/05OTTAWA1" in page
    assert "one.example" not in page
    assert "Two" in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\ntitel = "x"\n', "edition.toml:2: there is no setting `titel`; did you mean `title`?"),
        ("[limits]\nentries_per_page = 0\n", "edition.toml:2: `limits.entries_per_page` must be"),
        ("title = \n", "edition.toml:1: this is no TOML"),
        ('[folders]\nsources = "nowhere"\n', "edition.toml:2: there is no folder nowhere"),
    ],
)
def test_a_fault_of_the_file_stops_the_build_in_one_line(
    bare: TinyEdition, text: str, message: str
) -> None:
    settings(bare, text)
    assert refusal(bare).startswith(message)


def test_all_faults_are_told_at_once(bare: TinyEdition) -> None:
    settings(bare, "title = 1\ndoi = 2\n")
    conf(bare, "cable_sorces = 'a'\n")
    with pytest.raises(EditionError) as caught:
        bare.build()
    assert [line.partition(" ")[0] for line in str(caught.value).splitlines()] == [
        "edition.toml:1:",
        "edition.toml:2:",
        "docs/conf.py:5:",
    ]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("cable_sorces", "did you mean `sources` in the table [folders]?"),
        ("cable_base_ulr", "did you mean `base_url`?"),
        ("cable_released", "known are"),
        ("cable_edition_file", "known are"),
        ("cable_licence", "did you mean `licence`?"),
    ],
)
def test_an_unknown_name_in_conf_py_is_refused(bare: TinyEdition, name: str, advice: str) -> None:
    conf(bare, f"{name} = 'a'\n")
    message = refusal(bare)
    assert message.startswith(f"docs/conf.py:5: there is no setting `{name}`; ")
    if advice != "known are":
        assert advice in message


def test_an_unknown_name_as_an_option_is_refused(bare: TinyEdition) -> None:
    with pytest.raises(EditionError, match="-D cable_langage: there is no setting `cable_langage`"):
        bare.build(cable_langage="fr")


def test_functions_and_modules_of_conf_py_may_have_any_name(bare: TinyEdition) -> None:
    conf(bare, "import re as cable_re\ndef cable_helper(): pass\n")
    assert warnings_of(bare.build()) == ""


def test_an_old_setting_still_works_and_says_where_it_moved(bare: TinyEdition) -> None:
    conf(bare, "cable_public_record = 'https://old.example/{id}'\ncable_data = True\n")
    app = bare.build()
    assert warnings_of(app) == ""
    assert "https://old.example/05OTTAWA1" in bare.page("cables/05OTTAWA1")
    assert (bare.html / "data" / "tei" / "05OTTAWA1.xml").is_file()
    status = status_of(app)
    assert (
        "docs/conf.py:5: `cable_public_record` has moved: write it as `public_record` in the table "
        "[site] in edition.toml [moved-setting]"
    ) in status
    assert "docs/conf.py:6: `cable_data` has moved" in status


def test_old_folders_are_named_from_the_folder_of_conf_py(bare: TinyEdition) -> None:
    bare.sources.rename(bare.docs / "raw")
    settings(bare, '[folders]\nsources = "docs/raw"\n')
    conf(bare, "cable_sources = 'raw'\nexclude_patterns = ['registers', 'raw']\n")
    app = bare.build()
    assert warnings_of(app) == ""
    assert "`cable_sources` has moved" in status_of(app)


@pytest.mark.parametrize(
    ("toml", "python", "names"),
    [
        ('doi = "10.1234/a"', "cable_doi = '10.1234/b'", ("cable_doi", "`doi`")),
        (
            '[folders]\nsources = "a"',
            "cable_sources = '../source_cables'",
            ("cable_sources", "`sources` in the table [folders]"),
        ),
        ('title = "One"', "project = 'Two'", ("project", "`title`")),
        ('editors = ["A", "B"]', "author = 'A'", ("author", "`editors`")),
        ('copyright = "A"', "copyright = 'B'", ("copyright", "`copyright`")),
        ('copyright = "A"', "project_copyright = 'B'", ("project_copyright", "`copyright`")),
        ('languages = ["fr"]', "language = 'en'", ("language", "`languages`")),
        (
            'base_url = "https://a.example/"',
            "html_baseurl = 'https://b.example/'",
            ("html_baseurl", "`base_url`"),
        ),
    ],
)
def test_two_values_that_differ_are_refused_by_both_names(
    bare: TinyEdition, toml: str, python: str, names: tuple[str, str]
) -> None:
    settings(bare, toml)
    conf(bare, python + "\n")
    line = toml.count("\n") + 1
    assert refusal(bare) == (
        f"docs/conf.py:5: `{names[0]}` is not what {names[1]} is in edition.toml:{line}; take the "
        "line out here [bad-setting]"
    )


def test_two_values_that_agree_are_fine(bare: TinyEdition) -> None:
    settings(bare, TOML)
    conf(
        bare,
        "project = 'Dispatches; touch x'\nauthor = 'Ann Other, Bob Else'\nlanguage = 'de_AT'\n"
        "html_baseurl = 'https://example.org/e/'\ncable_base_url = 'https://example.org/e'\n",
    )
    app = bare.build()
    assert warnings_of(app) == ""
    assert "is read by Sphinx alone" not in status_of(app)


def test_what_only_sphinx_knows_is_named_for_the_other_commands(bare: TinyEdition) -> None:
    settings(bare, 'editors = ["A"]\n')
    conf(bare, "project = 'Mine'\n")
    app = bare.build()
    assert "docs/conf.py:5: `project` is read by Sphinx alone: write it as `title`" in status_of(
        app
    )
    assert warnings_of(app) == ""
    assert '"title":"Mine"' in (bare.html / "data" / "json" / "05OTTAWA1.json").read_text("utf-8")


def test_an_option_holds_for_one_build_and_is_no_old_setting(bare: TinyEdition) -> None:
    settings(bare, 'title = "One"\n[site]\ndata = ["csv"]\n')
    app = bare.build(cable_data="json,citations", project="Other")
    assert app.config.project == "Other"
    assert "moved-setting" not in status_of(app)
    names = {path.name for path in (bare.html / "data").iterdir()}
    assert {"json", "citations.bib"} <= names
    assert "cables.csv" not in names


def test_before_the_first_release_the_version_is_clear(bare: TinyEdition) -> None:
    app = bare.build("latex")
    assert (app.config.version, app.config.release) == ("unreleased", "unreleased")
    bare.build()
    page = html.fromstring(bare.page("cables/05OTTAWA1"))
    assert "version" not in page.xpath("string(//dd[@data-cite='chicago'])")


def test_a_version_in_conf_py_is_passed_over_before_the_first_release(bare: TinyEdition) -> None:
    conf(bare, "version = release = '0.9.0'\n")
    app = bare.build()
    assert app.config.release == "unreleased"
    assert "docs/conf.py:5: `release` is passed over: nothing is released yet" in status_of(app)
    assert warnings_of(app) == ""


def test_version_and_date_are_those_of_the_newest_release(bare: TinyEdition) -> None:
    issue(bare, "0.9.0")
    issue(bare, "0.10.0")
    app = bare.build("latex")
    assert (app.config.version, app.config.release) == ("0.10.0", "0.10.0")
    assert app.config.today == "3 November 2026"
    (tex,) = (bare.docs / "_build" / "latex").glob("*.tex")
    assert r"\date{3 November 2026}" in tex.read_text("utf-8")
    bare.build("epub")
    package = (bare.docs / "_build" / "epub" / "content.opf").read_text("utf-8")
    assert "<dc:date>2026-11-03</dc:date>" in package
    bare.build()
    page = html.fromstring(bare.page("cables/05OTTAWA1"))
    assert "version 0.10.0" in page.xpath("string(//dd[@data-cite='chicago'])")


@pytest.mark.parametrize(
    "line", ["version = '0.10'", "version = '0.10.0'", "version = '0'", "release = '0.10.0'"]
)
def test_a_version_that_agrees_with_the_release_is_fine(bare: TinyEdition, line: str) -> None:
    issue(bare, "0.10.0")
    conf(bare, f"{line}\n")
    assert bare.build().config.release == "0.10.0"


@pytest.mark.parametrize(
    "line", ["version = '0.1'", "version = '0.10.0.1'", "release = '0.10'", "release = '0.9.0'"]
)
def test_a_version_that_disagrees_with_the_release_is_refused(bare: TinyEdition, line: str) -> None:
    issue(bare, "0.10.0")
    conf(bare, f"{line}\n")
    message = refusal(bare)
    assert message.startswith(f"docs/conf.py:5: `{line.partition(' ')[0]}` is ")
    assert "the newest release in source_cables/releases.yaml is 0.10.0" in message


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"html_baseurl": "https://me:secret@example.org/"}, "html_baseurl"),
        ({"html_use_opensearch": "https://me@example.org"}, "html_use_opensearch"),
        ({"html_theme_options": {"links": ["http://me:@example.org"]}}, "html_theme_options"),
        ({"ogp_site_url": "https://me:secret@example.org/e"}, "ogp_site_url"),
        ({"intersphinx_mapping": {"a": ("https://me:secret@example.org", None)}}, ""),
        ({"html_context": {"by": "https://example.org/@me", "mail": "me@example.org"}}, ""),
    ],
)
def test_no_user_and_no_password_is_published(
    edition: TinyEdition, values: dict[str, object], named: str
) -> None:
    found = faults_of_conf_py(edition.docs, values)
    assert [one.code for one in found] == ["bad-setting"] * bool(named)
    assert all(one.message.startswith(f"`{named}` has an address") for one in found)
    assert "secret" not in "".join(one.message for one in found)


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("project", 3, False),
        ("author", ["Ann", "Bob"], False),
        ("copyright", 2026, False),
        ("version", 1.0, False),
        ("root_doc", 3, False),
        ("html_baseurl", [], False),
        ("exclude_patterns", ("_build",), True),
        ("copyright", ["2025, Ann", "2026, Bob"], True),
        ("nitpicky", 1, True),
        ("project", "T", True),
    ],
)
def test_a_value_of_another_type_is_told(
    edition: TinyEdition, name: str, value: object, right: bool
) -> None:
    found = faults_of_conf_py(edition.docs, {name: value})
    assert [one.code for one in found] == ["bad-setting"] * (not right)
    assert right or f"`{name}` must be of the type " in found[0].message
