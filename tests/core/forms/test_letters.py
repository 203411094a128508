"""Mails and Markdown with a cable in them."""

from __future__ import annotations

import html
import json
import re
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.editing.mail_heads import mail_head_problems
from cable_edition.core.reading.parse import parse_all
from tests.core.forms.made import Made, made
from tests.core.forms.reading import assert_is, read_all

ONE = made(317)
NOTE = "Here is the cable. The minister said he liked it.\n\n"


def _text(one: Made = ONE) -> str:
    return f"{one.head()}\n{one.body()}\n"


def _mail(body: str, **how: object) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Jane Roe <jane@example.org>"
    mail["To"] = "John Doe <john@example.org>"
    mail["Subject"] = "FW: a caf\u00e9 and a cable"
    mail["Date"] = "Fri, 12 Nov 2021 08:51:00 +0000"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(body, **how)
    return mail


def _known(cable: Cable) -> dict[str, str]:
    return {item.name: item.value.text for item in cable.record.attributes}


@pytest.mark.parametrize("transfer", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("note", ["", NOTE])
def test_mail(transfer: str, note: str) -> None:
    data = _mail(f"{note}{_text()}-- \nJane Roe\nHarbor Street\n", cte=transfer).as_bytes()
    (cable,) = read_all(data)
    assert_is(cable, ONE, "mail")
    known = _known(cable)
    assert known == {
        "Subject": known["Subject"],
        "Date": "Fri, 12 Nov 2021 08:51:00 +0000",
    }
    assert "example.org" not in json.dumps(cable.to_dict())
    assert cable.record.created is None
    assert cable.opening.subject is not None
    assert {item.field: item.how for item in cable.found}["subject"] == "label"


def test_mail_of_two_parts_and_a_picture() -> None:
    mail = _mail(f"{NOTE}{_text()}")
    mail.add_alternative(f"<html><body><pre>{html.escape(_text())}</pre></body></html>", "html")
    mail.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="x.png")
    (cable,) = read_all(mail.as_bytes())
    assert_is(cable, ONE, "mail")
    assert cable.source.encoding == "mail"


def test_mail_that_has_the_cable_in_html_alone() -> None:
    mail = _mail("See below.\n")
    mail.add_alternative(f"<html><body><pre>{html.escape(_text())}</pre></body></html>", "html")
    (cable,) = read_all(mail.as_bytes())
    assert_is(cable, ONE, "mail")


def test_quoted_mail() -> None:
    quoted = "".join(f"> {line}\n" for line in _text().splitlines())
    (cable,) = read_all(_mail(f"{NOTE}{quoted}\n-- \nJane Roe\n").as_bytes())
    assert_is(cable, ONE, "mail")


def test_mail_in_another_character_set() -> None:
    one = made(318, subject="CAF\u00c9 D'ACCORD")
    (cable,) = read_all(_mail(_text(one), charset="iso-8859-1", cte="quoted-printable").as_bytes())
    assert_is(cable, one, "mail")


def test_two_cables_in_a_mail() -> None:
    two = made(318)
    cables = read_all(_mail(f"{NOTE}{_text()}\n{_text(two)}").as_bytes())
    assert_is(cables[0], ONE, "mail")
    assert_is(cables[1], two, "mail")
    assert _known(cables[1]) == {}


def test_mail_without_a_cable_is_kept() -> None:
    (cable,) = read_all(_mail("See you on Friday.\n").as_bytes())
    assert cable.source.format == "mail"
    assert "no-id" in [problem.code for problem in cable.problems]


@pytest.mark.parametrize(
    "head", ["From: AMEMBASSY QUITO\nSubject: X\n\n", "Subject: HARBOR\nDate: 5 March\n\n"]
)
def test_a_head_of_another_kind_is_no_mail(head: str) -> None:
    (cable,) = read_all(f"{head}{_text()}")
    assert cable.source.format == "plain"


@pytest.mark.parametrize(
    "front",
    [
        "",
        "---\nid: 05QUITO317\ndate: 2005-03-21 14:45\ntitle: 'A title'\n---\n\n",
        "---\ncanonical_id: 05QUITO317\ntags:\n  - one\n  - two\n---\n",
    ],
)
@pytest.mark.parametrize("fenced", [True, False])
def test_markdown(front: str, fenced: bool) -> None:
    body = f"```text\n{_text()}```\n\nA closing remark.\n" if fenced else _text()
    (cable,) = read_all(f"{front}# 05QUITO317\n\n{body}")
    assert_is(cable, ONE, "markdown")
    if front:
        assert cable.record.identifier is not None
        assert cable.record.identifier.text == "05QUITO317"
        assert "title" not in front or _known(cable)["title"] == "A title"


@pytest.mark.parametrize(
    "above",
    [
        "# 05QUITO317\n\n",
        "# Viewing cable 05QUITO317, HARBOR WORKS\n\n",
        "# A cable\n\n**Identifier:** 05QUITO317  \n**Origin**: Embassy Quito\n\n",
        "- **ID:** 05QUITO317\n- __Date:__ 2005-03-21\n\n---\n\n",
    ],
)
def test_the_header_in_one_fence_and_the_text_in_the_next_are_one_cable(above: str) -> None:
    text = f"{above}## Header\n\n```\n{ONE.head()}\n```\n\n## Body\n\n```\n{ONE.body()}\n```\n"
    (cable,) = read_all(text)
    assert_is(cable, ONE, "markdown")
    assert cable.record.identifier is not None
    assert cable.record.identifier.text == "05QUITO317"
    assert cable.header.sender is not None


def test_a_header_and_another_cable_are_two() -> None:
    text = f"```\n{ONE.head()}\n```\n\n```\n{_text()}```\n"
    assert len(read_all(text)) == 2


@pytest.mark.parametrize("mark", ["", "> "])
def test_strokes_before_signs_of_markdown_are_its_own(mark: str) -> None:
    one = made(317, paragraphs=("He paid 5* and #3 for _it_ [sic].", "C:\\DIR it is."))
    written = re.sub(r"([.*#_\[\]])", r"\\\1", one.body()).replace("\n", f"\n{mark}")
    (cable,) = read_all(f"{mark}# A cable\n{mark}\n{mark}{written}\n")
    assert [p.text for p in cable.paragraphs] == list(one.paragraphs)
    (cable,) = read_all(f"# A cable\n\n{one.body()}\n".replace("it is.", "it is \\."))
    assert cable.paragraphs[1].text == "C:\\DIR it is \\."


def test_two_fences_are_two_cables() -> None:
    two = made(318)
    text = (
        f"# Two\n\n```\n{_text()}```\n\nAnd:\n\n````\n{_text(two)}````\n\n```python\nx = 1\n```\n"
    )
    cables = read_all(text)
    assert_is(cables[0], ONE, "markdown")
    assert_is(cables[1], two, "markdown")
    assert len(cables) == 2


def test_quoted_markdown() -> None:
    quoted = "".join(f"> {line}\n" for line in _text().splitlines())
    (cable,) = read_all(f"# A cable\n\n{quoted}")
    assert_is(cable, ONE, "markdown")


@pytest.mark.parametrize(
    "text",
    [_text().replace("2. (C)", "~~~~~~~~\n2. (C)"), f"-----\n{_text()}", f"#1 of 2\n{_text()}"],
)
def test_what_is_no_markdown(text: str) -> None:
    (cable,) = parse_all(text)
    assert cable.source.format == "plain"


@pytest.mark.parametrize("transfer", ["7bit", "quoted-printable"])
def test_a_mailbox_has_a_cable_for_each_mail_that_has_one(transfer: str) -> None:
    ones = [made(317), made(318), made(319)]
    texts = [_text(one) for one in ones] + ["The cable is not ready.\n"]
    mails = [
        "From jane@example.org Tue Feb  2 10:00:00 2011\n"
        + _mail(NOTE + text, cte=transfer).as_bytes().decode().replace("\r\n", "\n")
        for text in texts
    ]
    cables = list(parse_all("\n".join(mails).encode()))
    found = [cable.reference_id for cable in cables if cable.paragraphs]
    assert found == [one.id for one in ones]


def test_check_tells_that_the_head_of_a_mail_names_people_and_repeats_none() -> None:
    (cable,) = read_all(_mail(_text()).as_bytes())
    ((one),) = mail_head_problems(cable)
    assert (one.code, one.line) == ("mail-head", 1)
    assert "@" not in one.message
    assert "Roe" not in one.message


@pytest.mark.parametrize(
    "head", ["Date: Fri, 12 Nov 2021 08:51:00 +0000\nMIME-Version: 1.0\n\n", ""]
)
def test_a_head_that_names_nobody_is_not_told(head: str) -> None:
    (cable,) = read_all(f"{head}{_text()}")
    assert mail_head_problems(cable) == ()


@pytest.mark.parametrize("line", ["-- \n", "--\n"])
@pytest.mark.parametrize("below", ["Jane Roe\n", "Jane Roe\nHarbor Street 3\nPorto Sereno\n\n"])
def test_a_signature_below_two_hyphens_is_none_of_the_cable(line: str, below: str) -> None:
    (cable,) = read_all(_mail(f"{NOTE}{_text()}{line}{below}").as_bytes())
    assert_is(cable, ONE, "mail")


@pytest.mark.parametrize("below", ["2. More of it.\n", "-- an item\n-- and one\n", "word\n" * 9])
def test_two_hyphens_within_a_cable_are_no_signature(below: str) -> None:
    (cable,) = read_all(_mail(f"{_text()}--\n{below}").as_bytes())
    assert below.rsplit(maxsplit=1)[-1] in cable.words(cable.transmitted[0])


_OLD_HEAD = "From: Jane Roe <jane@example.org>\nTo: john@example.org\nSubject: FW: a cable\n"


def _quoted(mark: str) -> str:
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in _text().splitlines())


@pytest.mark.parametrize("mark", [">", "> >", "|"])
@pytest.mark.parametrize(
    ("above", "form"),
    [
        # A mail that is not marked as one of MIME, one of an office, and what was copied of one.
        (f"{_OLD_HEAD}Date: Fri, 12 Nov 2021 08:51:00 +0000\n\n{NOTE}", "mail"),
        (f"{_OLD_HEAD}Sent: Friday, November 12, 2021 8:51 AM\n\n{NOTE}", "mail"),
        ("On Fri, Nov 12, 2021 at 8:51 AM, Jane Roe <jane@example.org> wrote:\n\n", "plain"),
        (NOTE, "plain"),
    ],
)
def test_a_quoted_cable_is_read_without_its_marks(mark: str, above: str, form: str) -> None:
    (cable,) = read_all(f"{above}{_quoted(mark)}\nregards\nJane\n")
    assert_is(cable, ONE, form)


def test_what_is_quoted_no_more_is_text_still() -> None:
    lines = _quoted(">").splitlines(keepends=True)
    cut = next(at for at, line in enumerate(lines) if line.startswith("> 3. "))
    rest = "".join(line.removeprefix("> ").removeprefix(">") for line in lines[cut:])
    (cable,) = read_all("".join(lines[:cut]) + rest)
    assert_is(cable, ONE, "markdown")


@pytest.mark.parametrize(
    "number", ["{n:>6}\t{line}", "{n}: {line}", "{n:03} {line}", "{n}. {line}", "{n:>3} | {line}"]
)
@pytest.mark.parametrize("page", [0, 25])
def test_numbers_of_lines_are_no_words(number: str, page: int) -> None:
    lines = enumerate(_text().splitlines())
    text = "".join(
        number.format(n=(n % page if page else n) + 1, line=line) + "\n" for n, line in lines
    )
    (cable,) = read_all(text)
    assert_is(cable, ONE, "plain")


def test_lines_that_have_words_alone_are_numbered_too() -> None:
    text, number = "", 0
    for line in _text().splitlines():
        number += bool(line)
        text += f"{number:>6}\t{line}\n" if line else "       \n"
    (cable,) = read_all(text)
    assert_is(cable, ONE, "plain")


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) One.\n2. (C) Two.\n3. (C) Three.\n4. (C) Four.\n5. (C) Five.\n6. (C) Six.\n",
        "1 lamp\n2 lamps\n3 lamps\n4 lamps\n5 lamps\n6 lamps\n\nSUBJECT: LAMPS\n\n1. (C) One.\n",
        f"{_text()}\n> a\n> b\n> c\n> d\n> e\n> f\n> g",
    ],
)
def test_paragraphs_and_lists_are_no_numbers_of_lines(text: str) -> None:
    (cable,) = read_all(text)
    kept = "".join(cable.source.text[slice(*span)] for span in cable.transmitted)
    assert cable.transmitted_text in {"", kept}


def test_marks_at_the_ends_of_lines_are_no_words() -> None:
    text = _text()
    (cable,) = read_all(text.replace("\n", " \\\n"))
    assert_is(cable, ONE, cable.source.format)
    assert "signs-left" in {one.code for one in cable.problems}
    # A single one is the copy's own.
    (cable,) = read_all(text.replace("TAGS: ", "TAGS:\\\n ", 1))
    assert "signs-left" not in {one.code for one in cable.problems}


@pytest.mark.parametrize("mark", ["> ", "{n:>4}\t"])
def test_a_margin_that_a_form_cannot_take_off_is_told(mark: str) -> None:
    text = (
        "R 142136Z JUL 05\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLAS //N01650//\n"
        "MSGID/GENADMIN/CNO/N00/JUL//\nSUBJ/LAMPS//\nRMKS/1. THE LAMP IS LIT.\n2. SO IT STAYS.//\n"
        "BT\n#0000\nNNNN\n"
    )
    lines = enumerate(text.splitlines(), 1)
    marked = "".join(f"{mark.format(n=n)}{line}\n" for n, line in lines)
    (cable,) = read_all(marked)
    (plain,) = read_all(text)
    assert "unread" in {one.code for one in cable.problems}
    assert "unread" not in {one.code for one in plain.problems}
