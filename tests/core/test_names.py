"""A withheld name is found however it is written, and where: not a letter more, not one less."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.editing.letters import ESCAPED, MARKUP, PLAIN, TEX, Letters, reading
from cable_edition.core.editing.names import Name
from cable_edition.core.proof.readings import glances, steps_of

#: Each way to write each name; the name stands between guillemets.
WRITTEN = {
    "Zebedee Quux": [
        "ZEBEDEE QUUX",
        "Zebedee  \n Quux",
        "&«Zebedee Quux»8",
        "«Zebedee Quux»2",
        "_«Zebedee_Quux»_",
        "«Zebedee, Quux»",
        "«Zebedee Q. Quux»",
        "«Zebedee P. Q. Quux»",
        "«Quux, Zebedee»",
        "zebedee-quux",
        "ZEBE-DEE QUUX",
        "Zebe\u2011dee Quux",
        "zebe\u2010de-e, quux",
        "zebedee+quux",
        "Zebedee/Quux",
        "Zebedee.Quux",
        "«ZebedeeQuux»",
        "met«ZebedeeQuux»",
        "«zebedeequux»@example.org",
        "Zebedee\u2009Quux",
        "Zebedee\u202fQuux",
        "Zebedee\u3000Quux",
        "Zebedee\u00a0Quux",
        "Zebedee\u2028Quux",
        "Zebedee\u2011Quux",
        "Ze\u00adbe\u00addee Qu\u00adux",
        "Ze\u200bbedee Quu\u2060x",
        "Zebedee Qu-\nux",
        "Zebedee Qu-  \r\n  ux",
        "Zebedee Qu\u2010\nux",
        "Zebedee Qu\u00ad\nux",
        "Zebedee Qu=\nux",
        "Zebedee-\nQuux",
        "Ｚｅｂｅｄｅｅ　Ｑｕｕｘ",
        "𝐙𝐞𝐛𝐞𝐝𝐞𝐞 𝐐𝐮𝐮𝐱",
        "Zebedee%20Quux",
        "Zebedee%2520Quux",
        "%5A%65bedee%E2%80%89Quux",
        "Zebedee&nbsp;Quux",
        "&#90;ebedee &#x51;uux",
        "«Zebedee Quux»'s",
        "Z\u0435b\u0435dee Quux",
        "Zebede\u0435 Quu\u0445",
        "ZE\u0412EDEE QUU\u03a7",
    ],
    "Ann O'Quux": ["O'Quux, Ann", "Ann O\u2019Quux", "Ann OQuux", "OQUUX, ANN", "O\u2019Quux Ann"],
    "Karl de la Quux": ["de la Quux, Karl", "Karl Delaquux", "Karl de Laquux", "Karl dela Quux"],
    "Omar al-Quux": ["Al-Quux, Omar", "Omar Alquux", "OMAR AL QUUX", "al-Quux (Omar"],
    "Jean-Luc Quux": ["Quux, Jean-Luc", "Jean Luc Quux", "Jeanluc Quux", "QUUX JEAN LUC"],
    "José Quill": [
        "Jose Quill",
        "Jose\u0301 Quill",
        "JOSE\u0301 QUILL",
        "?q=«Jose%20Quill»",
        "Jos%C3%A9+Quill",
        "Jos%E9_Quill",
        "Jos&eacute; Quill",
        "Jos&#xe9;-Quill",
    ],
    "Groß": ["GROSS", "Gross", "groß", "GROẞ"],
    "Mueller": ["Mueller"],
    "Müller": ["Mu\u0308ller", "Muller", "MUELLER"],
    "Łukasz Ørsted": ["Lukasz Orsted", "LUKASZ OERSTED", "Łukasz ørsted"],
    "John Q. Public": ["John Public", "John X. Public", "JOHN Q PUBLIC"],
    "Roe": ["roe", "ROE", "«Roe»'s", "«Roe»8", "R\u200boe"],
    "613-555-0199": ["6135550199", "613 555 0199", "613.555.0199", "+1 «613-555-0199»"],
    "AB 123456": ["AB123456", "AB-123 456", "ab 12 34 56"],
    "Юрий Белый": ["ЮРИЙ БЕЛЫЙ", "Юрии\u0306 Белый"],
}
CASES = [(name, written) for name, ways in WRITTEN.items() for written in ways]
OTHERS = {
    "Zebedee Quux": ["Zebedee", "Quux", "Zebedee and Quux", "Zebedees Quux", "Zebedee Quuxley"],
    "Jane Roe": ["Jane Roebuck", "Janet Roe", "Jane", "Janero", "Jane 3 Roe"],
    "Roe": ["heroes", "Roes", "Roebuck", "froe", "r o e"],
    "Al Ma": ["Alma", "Alma Mater", "mall"],
    "An Other": ["another"],
    "Ann O'Quux": ["Ann, o quuxes", "Quux o Ann"],
    "613-555-0199": ["6135550198", "16135550199", "61355501990"],
    "John Q. Public": ["John Q.", "public"],
}


@pytest.mark.parametrize(("name", "written"), CASES)
def test_a_name_is_found_however_it_is_written(name: str, written: str) -> None:
    before, mark, rest = written.partition("«")
    words, _, after = rest.partition("»") if mark else (before, "", "")
    before = before if mark else ""
    text = f"He met {before}{words}{after} there, Q. Smith said."
    start = len(f"He met {before}")
    assert Name(name).spans(text) == [(start, start + len(words))]


@pytest.mark.parametrize(
    ("name", "other"), [(name, other) for name, others in OTHERS.items() for other in others]
)
def test_other_words_are_not_taken_for_a_name(name: str, other: str) -> None:
    assert Name(name).spans(f"He met {other} there.") == []


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Zebedee Quux", "Z e b e d e e Q u u x"),
        ("Zebedee Quux", "Z-E-B-E-D-E-E Quux"),
        ("Zebedee Quux", "Zebedee  Q. U. U. X."),
        ("Quux", "<b>Q</b> <b>u</b> <b>u</b> <b>x</b>"),
        ("Zebedée Quux", "Z\u00a0e\u00a0b\u00a0e\u00a0d\u00a0e\u0301\u00a0e _Q_u_u_x_"),
    ],
)
def test_a_name_in_single_letters_is_found(name: str, written: str) -> None:
    assert any(Name(name).stands(one) for one in glances(f"He met {written} there.", 200))
    if "<" not in written:
        (span,) = Name(name).spans(f"He met {written.strip('_.')} there.")
        assert span == (7, 7 + len(written.strip("_.")))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Justin", "j us ti n"),
        ("Bea", "A | B | E | A | C"),
        ("Quux", "a Q u u xylophone"),
    ],
)
def test_letters_of_a_list_and_other_words_are_no_name(name: str, written: str) -> None:
    assert Name(name).spans(f"He met {written} there.") == []


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("<a>Zebedee</a> <b>Qu</b>ux", MARKUP),
        ("<td>Zebedee</td><td>Quux</td>", MARKUP),
        ("Zebe<!-- a <b> c -->dee Quux", MARKUP),
        ("&lt;b&gt;Ze&lt;/b&gt;bedee Quux", MARKUP),
        (r"Zebedee\nQuux", ESCAPED),
        (r"\u005aebedee \x51uux", ESCAPED),
        (r"Zebedee \u003cb\u003eQu\u003c/b\u003eux", ESCAPED),
        (r"\textit{Zebe}\-dee~Quux", TEX),
        (r"Zebedee\sphinxhyphen{}Quux", TEX),
        (r"Zebed\'{e}e\_Quux", TEX),
    ],
)
def test_a_name_is_found_through_markup(text: str, steps: tuple) -> None:  # type: ignore[type-arg]
    assert steps in list(steps_of(text))
    assert Name("Zebedee Quux").stands(reading(text, steps))
    assert any(Name("Zebedee Quux").stands(one) for one in glances(text, 200))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zebedee Quux", "Zebe--dee Quux"),
        ("Zebedee Quux", "Zebedee Qu-ux"),  # four letters may be two words
        ("Parton", "in part-only"),
        ("Other", "an o-ther"),
    ],
)
def test_a_hyphen_makes_other_words_of_a_name(name: str, words: str) -> None:
    assert Name(name).spans(f"He met {words} there.") == []


NEAR = [
    "Zebadee Quux",
    "Zebedee Quax",
    "Zebedee Qu0x",
    "Zebedee Qu ux",
    "Zebedee Qu\nux",
    "Q.u.u.x",
]


@pytest.mark.parametrize("words", [*NEAR, "Zbeedee Quux", "Zebedee Quuux", "Zebe dee Quux"])
def test_what_may_be_a_name_is_shown(words: str) -> None:
    text = f"He met {words} there."
    name = Name("Zebedee Quux")
    assert name.spans(text) == []
    (place,) = name.near(text)
    assert text[slice(*place)] in words


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Zebedee Quux", "Mr. Quux came.", "Quux"),
        ("Zebedee Quux", "He saw Z. QUUX.", "QUUX"),
        ("Zebedee Quux", "He saw Zebedee Maria Quux.", "Quux"),
        ("Zebedee Quux", "the Quuxes' house", "Quuxes"),
        ("Zebedee Quux", "the Zebedee Quuxs came", "Zebedee Quuxs"),
        ("Quux, Zebedee", "Mr. Quux came.", "Quux"),
        ("Zebedee Quux Jr.", "Mr. Quux came.", "Quux"),
        ("Jane Roe", "the Roes came", "Roes"),
        ("Quillman", "the Quillmans' house", "Quillmans"),
        ("Quillman", "QUILLMANS CAME", "QUILLMANS"),
        ("Quillman", "Mr. Qui11man came", "Qui11man"),
        ("Quillman", "Mr. Quill\n   man came", "Quill\n   man"),
        ("Karl de la Quux", "C. de la Quux came", "Quux"),
        ("de la Quux, Karl", "C. de la Quux came", "Quux"),
        ("O'Quux, Ann", "Ms. Quux came.", "Quux"),
        ("Zebedee Quux, Jr.", "Mr. Quux came.", "Quux"),
        ("Zebedee Quux", "Mr. Qu-\nux came.", "Qu-\nux"),
        ("Zebedee Quux", "Mr. Qu\u00adux came.", "Qu\u00adux"),
        ("Zebedee Quux", "Write to zquux@example.org.", "zquux"),
        ("Zebedee Quux", "Write to quuxz2@example.org.", "quuxz"),
        ("Zebedee Quux", "Write to office.quux@example.org.", "quux"),
        ("Zebedee Maria Quux", "<zmquux@example.org>", "zmquux"),
        ("Zebedee Quux", "it was z.quux who came", "z.quux"),
        ("Zebedee Quux", "the folder quux_z", "quux_z"),
        ("Zebedee Quux", "DRAFTED: POL:ZQUUX", "ZQUUX"),
        ("Zebedee Quux", "cleared by POL/ZQuux", "ZQuux"),
        ("Quux, Zebedee", "QuuxZ saw it", "QuuxZ"),
        ("Fred Lee", "flee@example.org", "flee"),
    ],
)
def test_a_name_by_itself_or_in_the_plural_is_shown(name: str, text: str, shown: str) -> None:
    assert Name(name).spans(text) == []
    assert [text[slice(*place)] for place in Name(name).near(text)] == [shown]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zebedee Quux", "Zebedee Quux"),
        ("Zebedee Quux", "a zebedee of quux"),
        ("Zebedee Q.", "Q. came"),
        ("Mei Li", "Mrs. Li came"),
        ("Quux", "quuxes, Qux and Queue"),
        ("Brown", "It was grown and blown."),
        ("Roe", "Rose, R o e, row"),
        ("Example", "examples"),
        ("Tim Rade", "Trade, trade, t-rade and the BTRADE"),
        ("Fred Lee", "FLEE and flee"),
        ("Zebedee Quux", "squux@example.org, azquux@example.org, quux.example.org"),
        ("Zebedee Quux", "zebedee@example.org met Zebedee"),
        ("de la Quux, Karl", "Karl came, DQUUX did not"),
    ],
)
def test_what_is_no_name_is_not_shown(name: str, words: str) -> None:
    assert Name(name).near(words) == []


#: One sign written in each way that means nothing.
_SIGN = st.sampled_from(["", "\u00ad", "\u200b", "\u2060", "\ufeff", "\u034f"])
_BETWEEN = st.sampled_from(
    [" ", "\n", "\t\r\n", "\u3000", "\u2009", "-", "_", "+", ".", ", ", "%20"]
)
_HOW = st.sampled_from(
    [
        str.upper,
        str.lower,
        str.title,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: "".join(f"&#{ord(one)};" for one in text),
        lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    ]
)
_PLAIN_TEXT = st.text(st.sampled_from("ab 1.,-%&<>\\\n\u00e9\u0301\u3000\u00ad"), max_size=30)


@given(_HOW, _SIGN, _BETWEEN, _PLAIN_TEXT, _PLAIN_TEXT)
def test_any_spelling_is_found_with_its_place(
    how: object, sign: str, between: str, before: str, after: str
) -> None:
    words = [how(word) for word in ("Zébedee", "Quux")]  # type: ignore[operator]
    words = [word if "&" in word or "%" in word else sign.join(word) for word in words]
    written = between.join(words)
    text = f"{before} | {written} | {after}"
    start = len(before) + 3
    assert (start, start + len(written)) in Name("Zebedee Quux").spans(text)
    assert any(Name("Zebedee Quux").stands(one) for one in glances(text, 200))


@given(st.text(st.sampled_from("aZé&#x;%C3A9\u0301ßﬁ\u00ad\n-<>/\\u 0"), max_size=60))
def test_letters_lead_back_to_their_text(text: str) -> None:
    for steps in (PLAIN, MARKUP, ESCAPED, TEX):
        traced = Letters(text, steps)
        assert traced.letters == reading(text, steps).letters
        assert len(traced.small) == len(traced.letters)
        places = [traced.span(at, at + 1) for at in range(len(traced.letters))]
        assert all(0 <= start <= end <= len(text) for start, end in places)
        assert places == sorted(places)


@given(
    st.lists(
        st.sampled_from(["Zeb", "Qu", "ux", "edee", " ", "é", "&eacute;", "%20", "<b>", "\n", "-"])
    )
)
def test_the_glance_misses_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    name = Name("Zeb Quux")
    thorough = any(name.stands(reading(text, steps)) for steps in steps_of(text))
    if thorough:
        assert any(name.possible(one) for one in glances(text, name.reach))
        assert any(name.stands(one) for one in glances(text, 200))
