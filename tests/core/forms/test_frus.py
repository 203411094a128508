"""Documents of the series Foreign Relations of the United States, in TEI."""

from __future__ import annotations

import html
import re

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.proof.cover import cover_problems
from tests.core.forms.made import Made, made
from tests.core.forms.reading import read_all

SOURCE = "Source: Department of State, Central Files, 000.00/1-159. Confidential; Priority."
WHEN = "1959-04-17T16:00:00"


def document(one: Made, number: int = 7, *, kind: str = "Telegram", source: str = "") -> str:
    """Return a document: head with its source note, dateline, paragraphs with notes, closer."""
    paragraphs = []
    for n, words in enumerate(one.paragraphs, 1):
        note = f'<note n="{n + 1}" xml:id="d{number}fn{n + 1}">See <hi>footnote</hi> {n}.</note>'
        page = f'<pb n="{n * 10}" xml:id="pg_{n * 10}"/>' if n % 2 else ""
        first, _, rest = html.escape(words).partition(" ")
        paragraphs.append(f"<p>{n}. {first}{note}\n{page}{rest}</p>")
    note = (
        source
        or "Source: Department of State, Central Files, 000.00/1-159. Confidential; Priority."
    )
    return (
        f'<div type="document" xml:id="d{number}" n="{number}">\n<head>{number}. {kind} From the '
        '<gloss type="from">Embassy in Ecuador</gloss> to the <gloss type="to">Department of State'
        f'</gloss>\n<note n="1" xml:id="d{number}fn1" type="source">{note}</note>\n</head>\n'
        f'<dateline><placeName>Quito</placeName>, <date when="{WHEN}">April 17, 1959, 4 p.m.</date>'
        "</dateline>\n"
        f"<p>831. Embtel 796. The works have begun.</p>\n{''.join(paragraphs)}\n"
        f"<closer><signed><persName>{one.signature.title()}</persName></signed></closer>\n</div>\n"
    )


def volume(*documents: str, front: int = 0) -> str:
    return (
        '<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><!-- a <p> -->'
        f"{'<p>About this volume.</p>' * front}</teiHeader><text><body>\n"
        f"{''.join(documents)}</body></text></TEI>\n"
    )


def _known(cable: Cable) -> list[tuple[str, str]]:
    return [(item.name, item.value.text) for item in cable.record.attributes]


@pytest.mark.parametrize("number", [11, 12, 13])
@pytest.mark.parametrize("front", [0, 4000])
def test_telegram(number: int, front: int) -> None:
    one = made(number)
    (cable,) = read_all(volume(document(one), front=front))
    assert cable.source.format == "frus-tei"
    words = [p.text for p in cable.paragraphs]
    assert words == ["Embtel 796. The works have begun.", *one.paragraphs]
    assert [p.n for p in cable.paragraphs] == [None, *range(1, len(one.paragraphs) + 1)]
    assert cable.signature is not None
    assert cable.signature.text == "Torres"
    known = dict(_known(cable))
    assert known["Head"] == "7. Telegram From the Embassy in Ecuador to the Department of State"
    assert known["Source note"].startswith("Source: Department of State, Central Files")
    assert known["Note 2"] == "See footnote 1."
    assert known["Number"] == "831"
    assert known["Dateline"] == "Quito, April 17, 1959, 4 p.m."
    assert "footnote" not in " ".join(words)
    assert cable.header.sender is not None
    assert cable.header.sender.text == "Embassy in Ecuador"
    assert [line.name for line in cable.header.action] == ["Department of State"]
    assert cable.created is not None
    assert cable.created.text == WHEN
    assert cable.opening.classification is not None
    assert cable.opening.classification.text == "CONFIDENTIAL"
    pages = [n * 10 for n in range(1, len(one.paragraphs) + 1) if n % 2]
    assert [marker.text for marker in cable.page_markers] == [f"page {n}" for n in pages]


def test_a_volume_gives_its_telegrams_and_says_how_much_it_left() -> None:
    text = volume(
        document(made(1), 1, kind="Memorandum of Conversation"),
        document(made(2), 2),
        document(made(3), 3, kind="Letter"),
        document(made(4), 4, kind="Airgram"),
    )
    cables = read_all(text)
    assert [_known(cable)[0][1].partition(".")[0] for cable in cables] == ["2", "4"]
    left = [p.message for p in cables[0].problems if p.code == "documents-left"]
    assert left == ["Documents of this file that are no telegrams were left out: 2"]
    assert "documents-left" not in [p.code for p in cables[1].problems]


def test_one_document_is_read_whatever_it_is() -> None:
    (cable,) = read_all(volume(document(made(1), kind="Memorandum")))
    assert cable.source.format == "frus-tei"
    assert len(cable.paragraphs) == len(made(1).paragraphs) + 1


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Source: National Archives, 1977STATE013174. Secret; Immediate.", "77STATE13174"),
        ("Source: National Archives, RG 59, D770013-0123. Secret.", None),
        ("Source: Central Files, 611.37/4-159.", None),
    ],
)
def test_the_id_is_that_of_the_source_note(source: str, found: str | None) -> None:
    (cable,) = read_all(volume(document(made(1), source=source)))
    assert cable.reference_id == found


def test_what_was_not_declassified_is_an_excision() -> None:
    one = made(1, paragraphs=("He met here.", "And left."))
    text = (
        volume(document(one))
        .replace("here.", '[<hi rend="italic">less than 1 line not declassified</hi>] here.')
        .replace("See <hi>footnote</hi> 2", "See [1 line not declassified] 2")
    )
    (cable,) = read_all(text)
    (item,) = cable.excisions
    assert (item.anchor, item.text) == ("p1", "[less than 1 line not declassified]")
    assert dict(_known(cable))["Note 3"] == "See [1 line not declassified] 2."


def test_a_subject_in_the_text_is_read_as_in_any_cable() -> None:
    text = volume(document(made(1))).replace(
        "831. Embtel 796. The works have begun.", "Subject: Harbor works"
    )
    (cable,) = read_all(text)
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == "Harbor works"
    assert cable.paragraphs[0].n == 1


@pytest.mark.parametrize("cut", [200, 400, 700, 1000])
def test_a_broken_file_is_read_as_far_as_it_goes(cut: int) -> None:
    text = volume(document(made(1)))
    assert read_all(text[:cut])
    assert read_all(text.replace("</note>", "", 1))
    assert read_all(text.replace("</head>", ""))


@pytest.mark.parametrize("name", ["Dunmore", "von Doe", "Roe, Acting", "J. R. Doe", "roe"])
def test_who_signed_is_who_the_printed_edition_says(name: str) -> None:
    one = made(11)
    text = document(one).replace(one.signature.title(), name)
    (cable,) = read_all(volume(text))
    assert cable.signature
    assert cable.signature.text == name
    assert cable.paragraphs[-1].text == one.paragraphs[-1]


def test_a_postscript_stands_below_the_sign_off() -> None:
    one = made(11)
    text = document(one).replace(
        "</closer>", "</closer><postscript><p>P.S. One more.</p></postscript>"
    )
    (cable,) = read_all(volume(text))
    assert cable.signature
    assert cable.signature.text == one.signature.title()
    assert [line.passage.text for line in cable.closing] == ["P.S. One more."]


@pytest.mark.parametrize(
    ("head", "sender", "to"),
    [
        (
            "Telegram 4567 From the Embassy in Peru to the Department of State",
            "Embassy in Peru",
            "Department of State",
        ),
        (
            "Telegram 45 From the Embassy in Peru to the Department of State, April 17, 1968",
            "Embassy in Peru",
            "Department of State",
        ),
        (
            "Telegram From Secretary of State Roe to the Embassy in Peru",
            "Secretary of State Roe",
            "Embassy in Peru",
        ),
    ],
)
def test_a_head_without_marked_names(head: str, sender: str, to: str) -> None:
    plain = re.sub("<head>.*\n", f"<head>7. {head}\n", document(made(11)), count=1)
    (cable,) = read_all(volume(plain))
    assert cable.header.sender
    assert cable.header.sender.text == sender
    assert [one.name for one in cable.header.action] == [to]
    assert cover_problems(cable) == []


def test_a_number_in_the_head_leaves_that_of_the_first_paragraph() -> None:
    one = made(11)
    text = document(one).replace("Telegram From", "Telegram 831 From")
    text = text.replace("<p>831. Embtel 796. The works have begun.</p>\n", "")
    (cable,) = read_all(volume(text))
    assert [paragraph.n for paragraph in cable.paragraphs][:2] == [1, 2]
    assert "Number" not in {name for name, _ in _known(cable)}


def test_cells_of_a_table_are_apart() -> None:
    rows = "<table><row><cell>Oil</cell><cell>5</cell></row><row><cell>Wick</cell><cell>2</cell>"
    text = document(made(11)).replace("<closer>", f"{rows}</row></table><closer>")
    (cable,) = read_all(volume(text))
    assert "Oil 5 Wick 2" in " ".join(paragraph.text for paragraph in cable.paragraphs)


def test_a_closer_in_the_midst_is_no_sign_off() -> None:
    one = made(11)
    text = document(one).replace("<p>831.", "<closer><signed>Roe</signed></closer><p>831.")
    (cable,) = read_all(volume(text))
    assert cable.signature
    assert cable.signature.text == one.signature.title()
    assert any("Roe" in paragraph.text for paragraph in cable.paragraphs)


@pytest.mark.parametrize(
    "first",
    [
        "831. Embtel 796. The works have begun.",
        "For the Ambassador.",
        "831. For Minister Roe from Doe",
        "Eyes only for the Secretary.",
    ],
)
def test_the_first_paragraph_of_a_print_is_no_unread_field(first: str) -> None:
    text = document(made(11)).replace("831. Embtel 796. The works have begun.", first)
    (cable,) = read_all(text)
    assert [one.code for one in cable.problems] == ["no-id"]
    assert first.removeprefix("831. ") == cable.paragraphs[0].text


@pytest.mark.parametrize(
    ("words", "precedence", "captions"),
    [
        ("Secret; Immediate; Limdis. Repeated to London.", "O", ["LIMDIS"]),
        ("Top Secret; Flash; Nodis; Eyes Only.", "Z", ["NODIS", "EYES ONLY"]),
        ("Confidential; Priority.", "P", []),
        ("Secret. Drafted by Roe; Immediate action was asked.", None, []),
        ("Secret; Niact Immediate, Exdis.", "O", ["EXDIS"]),
    ],
)
def test_the_handling_that_a_source_note_names(
    words: str, precedence: str | None, captions: list[str]
) -> None:
    text = volume(document(made(1), 1))
    start = text.index("Source: ")
    end = text.index("</note", start)
    (cable,) = read_all(f"{text[:start]}Source: RG 59, POL 1. {words}{text[end:]}")
    assert (cable.header.precedence.text if cable.header.precedence else None) == precedence
    assert [one.text for one in cable.opening.captions] == captions


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("1972-01-13T10:30:00Z", "1972-01-13T10:30:00Z"),
        ("1972-01-13T10:30:00-05:00", "1972-01-13T15:30:00Z"),
        ("1972-01-13T10:30:00", "1972-01-13T10:30:00"),
        ("1972-01-13", "1972-01-13"),
    ],
)
def test_the_zone_of_a_printed_date_is_kept(when: str, moment: str) -> None:
    text = re.sub(r'(<date[^>]* when=")[^"]*', rf"\g<1>{when}", volume(document(made(1), 1)))
    assert when in text
    (cable,) = read_all(text)
    assert cable.to_dict()["message_datetime"] == moment


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("Subj: Coup in Ghana. Ref: Accra 205.", "Coup in Ghana"),
        ("Subj: Aid of U.S.", "Aid of U.S."),
    ],
)
def test_the_stop_that_print_sets_after_a_subject(words: str, subject: str) -> None:
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document" n="12"><head>12.'
        " Telegram From the Embassy in Ghana to the Department of State</head>"
        f"<p>210. {words}</p><p>1. Army took radio.</p></div></body></text></TEI>"
    )
    (cable,) = read_all(text)
    assert cable.opening.subject is not None
    assert cable.opening.subject.text == subject


AIRGRAM = (
    '<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
    '<div type="document" n="5"><head>5. Airgram From the Consulate General in Salonika to the '
    "Department of State</head><opener><seg>A\u201312</seg><dateline>Salonika, "
    '<date when="1969-03-04">March 4, 1969</date>.</dateline></opener>{opening}'
    "<p>The nets came.</p><closer><signed>{signed}</signed></closer></div></body></text></TEI>"
)


@pytest.mark.parametrize(
    ("opening", "subject", "references", "body"),
    [
        ("<p>SUBJECT</p><p>The nets</p><p>REF</p><p>Athens 12</p>", "The nets", ["69ATHENS12"], 1),
        ("<p>SUBJ</p><p>The nets</p><p>REFS</p><p>A. Rome 7</p>", "The nets", ["69ROME7"], 1),
        ("<p>SUBJECT</p><p>The nets</p>", "The nets", [], 1),
        ("<p>SUBJECT</p><p>The nets</p><p>REF</p><p>The old ones.</p>", "The nets", [], 3),
        ("<p>Of the nets.</p><p>SUBJECT OF THE TALKS</p>", None, [], 2),
    ],
)
def test_labels_in_paragraphs_of_their_own(
    opening: str, subject: str | None, references: list[str], body: int
) -> None:
    (cable,) = read_all(AIRGRAM.format(opening=opening, signed="John Doe"))
    assert (cable.opening.subject.text if cable.opening.subject else None) == subject
    assert [one.id for one in cable.opening.references] == references
    assert len(cable.paragraphs) == body
    assert cable.paragraphs[-1].text == "The nets came."


@pytest.mark.parametrize(
    ("signed", "name", "behalf"),
    [
        ("For the Consul General:<lb/><persName>John Doe</persName>", "John Doe", True),
        ("For the Charg\u00e9 d'Affaires a.i.:<lb/>Jane Roe", "Jane Roe", True),
        ("FOR THE AMBASSADOR:<lb/>JOHN DOE", "JOHN DOE", True),
        ("John Doe", "John Doe", False),
    ],
)
def test_for_whom_somebody_signed_is_a_closing_line(signed: str, name: str, behalf: bool) -> None:
    (cable,) = read_all(AIRGRAM.format(opening="", signed=signed))
    assert cable.signature
    assert cable.signature.text == name
    lines = [(one.kind, one.passage.text) for one in cable.closing]
    assert lines == ([("other", signed.partition("<")[0])] if behalf else [])
    assert [p.text for p in cable.paragraphs] == ["The nets came."]


def test_a_sentence_that_ends_for_somebody_stays_in_the_text() -> None:
    words = "<p>He spoke twice. For the Mayor: no more.</p>"
    (cable,) = read_all(AIRGRAM.format(opening=words, signed="John Doe"))
    assert [p.text for p in cable.paragraphs] == [words[3:-4], "The nets came."]
