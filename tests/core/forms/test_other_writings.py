"""Known forms as other programs and bodies write them: SQL Server, mailboxes, ``(b)(6)``, FRUS."""

from __future__ import annotations

import pytest

from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.parse import parse, parse_all
from tests.core.forms.made import made
from tests.core.forms.test_frus import volume

FIRST, SECOND = (f"{one.head()}\n{one.body()}\n" for one in (made(317), made(318)))


def _server(*texts: str, between: str = "\r\n") -> str:
    """Return the script that SQL Server writes of a table."""
    rows = (
        "INSERT"  # noqa: S608 (made to be read, not to be run)
        f" [dbo].[cable] ([refid], [sent], [body]) VALUES (N'05QUITO{number}', "
        f"CAST(N'2005-03-21T07:22:00.000' AS DateTime), N'{text}')"
        for number, text in enumerate((text.replace("'", "''") for text in texts), 317)
    )
    return f"SET IDENTITY_INSERT [dbo].[cable] ON\r\nGO\r\n{between.join(rows)}\r\nGO\r\n"


@pytest.mark.parametrize("between", ["\r\n", "\r\nGO\r\n", ";\n", "\n"])
def test_scripts_of_sql_server(between: str) -> None:
    second = SECOND.replace("TORRES", "C:\\temp\\' is no escape.\nTORRES")
    cables = list(parse_all(_server(FIRST, second, between=between)))
    assert [cable.reference_id for cable in cables] == ["05QUITO317", "05QUITO318"]
    for cable, text in zip(cables, (FIRST, second), strict=True):
        assert cable.source.format == "sql"
        assert [one.text for one in cable.paragraphs] == [
            one.text for one in parse(text).paragraphs
        ]
        assert cover_problems(cable) == []


_HEAD = "From: a@b.example\nSubject: a cable\nDate: Mon, 21 Mar 2005 10:00:00 +0000\n"
_HEAD += "MIME-Version: 1.0\n\n"


@pytest.mark.parametrize(
    ("line", "parted"),
    [("From a@b.example Mon Mar 21 10:00:00 2005", True),
     ("From - Mon Mar 21 10:00:00 2005", True),
     ("From here on the minister spoke alone.", False)],
)  # fmt: skip
def test_mails_of_a_mailbox_are_parted_at_its_line(line: str, parted: bool) -> None:
    start = "From a@b.example Mon Mar 21 10:00:00 2005\n"
    cables = list(parse_all(f"{start}{_HEAD}{FIRST}\n{line}\n{_HEAD}{SECOND}"))
    assert [cable.reference_id for cable in cables] == ["05QUITO317", "05QUITO318"]
    texts = [[one.text for one in cable.paragraphs] for cable in cables]
    assert texts[1] == [one.text for one in parse(SECOND).paragraphs]
    assert (texts[0] == [one.text for one in parse(FIRST).paragraphs]) == parted
    for cable in cables:
        assert cover_problems(cable) == []


@pytest.mark.parametrize(
    ("words", "exemptions"),
    [("[(b)(6)]", ["(b)(6)"]), ("(b)(1), (b)(6)", ["(b)(1)", "(b)(6)"]), ("[B6]", ["B6"]),
     ("[ 1.4(B) ]", ["1.4(B)"]), ("552(b)(6)", None), ("(b) and (d)", None), ("[b]", None)],
)  # fmt: skip
def test_exemptions_in_full_are_excisions(words: str, exemptions: list[str] | None) -> None:
    text = FIRST.replace("\nTORRES", f" He met {words} twice.\nTORRES")
    assert text != FIRST
    cable = parse(f"RELEASE IN PART\nB1,B6\n\n{text}\nREVIEW AUTHORITY: Jane Roe\n")
    assert cable.source.format == "state-release"
    found = [list(one.exemptions) for one in cable.excisions]
    assert found == ([] if exemptions is None else [exemptions])
    assert words in cable.paragraphs[-1].text


@pytest.mark.parametrize(
    ("words", "exemptions"),
    [("[      ]\n[    ] 1.4(B)\n   1.4(D)", [["1.4(B)", "1.4(D)"]]),
     ("[      ] B1\n[    ] B6", [["B1"], ["B6"]]),
     ("[      ]\n\nand [    ] B6", [[], ["B6"]])],
)  # fmt: skip
def test_lines_that_were_cut_out_one_below_the_other(
    words: str, exemptions: list[list[str]]
) -> None:
    text = FIRST.replace("\nTORRES", f"\n90. (C) {words}\n\nTORRES")
    cable = parse(f"RELEASE IN PART\nB1,B6\n\n{text}\nREVIEW AUTHORITY: Jane Roe\n")
    assert [list(one.exemptions) for one in cable.excisions] == exemptions


@pytest.mark.parametrize(
    ("foot", "cut"),
    [("Page 1 of 2 UNCLASSIFIED SBU UNCLASSIFIED SBU", True),
     ("UNCLASSIFIED SBU Page 1 of 2", True),
     ("Page 1 of 2 was missing.", False)],
)  # fmt: skip
def test_the_foot_of_a_page_in_a_print_without_lines(foot: str, cut: bool) -> None:
    one = made(317)
    text = FIRST.replace("2. (C)", f"{foot} 2. (C)", 1)
    top = f"MRN: 05 QUITO 317 Date/DTG: Mar 21, 2005 From: AMEMBASSY QUITO Subject: {one.subject} "
    cable = parse(" ".join(f"UNCLASSIFIED {top}{text} NNNN Signature: TORRES".split()))
    assert cable.source.format == "state-release"
    assert cable.headings == ()
    words = one.paragraphs[0]
    assert cable.paragraphs[0].text == (words if cut else f"{words} {foot}")


def test_a_mark_before_the_tags_is_none_of_them() -> None:
    for tags in ("(U) PREL, EC", "PREL, EC", "(U)\n PREL, EC"):
        cable = parse(FIRST.replace("TAGS: PREL, ECON, EC", f"TAGS: {tags}"))
        assert [one.text for one in cable.opening.tags] == ["PREL", "EC"]
        assert cover_problems(cable) == []


def test_the_head_of_a_page_with_two_serials() -> None:
    page = "LIMITED OFFICIAL USE\n\nPAGE {n}        STATE  079155 TOSEC 030123  121410Z\n\n"
    text = page.format(n="01") + (
        "46\nORIGIN EUR-12\n\nR 121300Z APR 77\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\n\n"
        "LIMITED OFFICIAL USE STATE 079155 TOSEC 030123\n\nE.O. 11652: N/A\nTAGS: PFOR, IT\n"
        "SUBJECT: A VISIT\n\n1. THE SECRETARY HAS RECEIVED\n"
    )
    text += f"{page.format(n='02')}THE LETTER.\n\n2. THANK HIM. VANCE\n\nLIMITED OFFICIAL USE\n"
    for one in (text, " ".join(text.split())):
        cable = parse(one)
        assert cable.paragraphs[0].text == "THE SECRETARY HAS RECEIVED THE LETTER."


_DOCUMENT = (
    '<div type="document"><head>12. Telegram {head}From the Embassy in Italy to the Department of '
    'State<note n="1">{note}</note></head><dateline>Rome, <date when="1974-06-03">June 3, 1974'
    "</date>.</dateline><p>{number}Subj: Italian Views.</p><p>1. The Minister agreed.</p></div>"
)


@pytest.mark.parametrize("head", ["1234 ", ""])
def test_the_number_of_a_telegram_in_its_head_and_again_before_the_text(head: str) -> None:
    note = "Source: National Archives, Central Files. Confidential; Priority."
    cable = parse(volume(_DOCUMENT.format(head=head, note=note, number="1234. ")))
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "Italian Views"
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == "CONFIDENTIAL"
    assert [one.n for one in cable.paragraphs] == [1]


def test_another_number_and_another_note_are_what_they_are() -> None:
    note = "For the source: see Confidential; Priority."
    cable = parse(volume(_DOCUMENT.format(head="1234 ", note=note, number="99. ")))
    assert cable.opening.classification is None
    assert "99. Subj" in cable.source.text
    assert cable.opening.subject is None or cable.opening.subject.text == "Italian Views"
