"""For each problem that stops nothing: the smallest edition that has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.core.fatal_cases import CHANGES, PEOPLE, TEXT, WITHHELD, Folder
from tests.core.forms.made import columns, made
from tests.core.forms.made_pdf import pdf
from tests.core.forms.test_frus import document, volume

DATA = Path(__file__).parents[1] / "data"
_ROW = '"1","1/1/2000 10:00","00ROME1","Embassy Rome","SECRET","","header","SECRET ROME 1"\n'


def ahead(at: Folder) -> None:
    """Issue a release whose day is far to come."""
    at.release()
    path = at.sources / "releases.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-11-23", "2199-11-23"), "utf-8")


def twice_named(at: Folder) -> None:
    """Name one file as two witnesses."""
    (at.sources / "copy.txt").write_text(TEXT, "utf-8")
    entry = "  - {{siglum: {}, file: copy.txt, kind: leak}}\n"
    at.sidecar("witnesses:\n" + entry.format("B") + entry.format("C"))


#: Code -> the text of the one source of the edition.
OF_SOURCES: dict[str, str | bytes] = {
    "bad-date": TEXT.replace("P 010000Z JAN 05", "P 322115Z FEB 05"),
    "bad-row": _ROW + "x\n" * 3,
    "between-fields": TEXT.replace("TAGS:", "Some words of no field\n\nTAGS:"),
    "fields-differ": TEXT.replace("SUBJECT:", "REF: A. OTTAWA 3 A. OTTAWA 4\nSUBJECT:"),
    "breaks-off": TEXT.replace("\nDICKSON\n", "").rstrip().rstrip(".") + " and the",
    "column-unread": json.dumps([{**columns(made(317)), "remarks": "a word of the owner " * 9}]),
    "date-unclear": json.dumps([{**columns(made(317)), "date": "04/03/2005"}]),
    "documents-left": volume(document(made(1), 1, kind="Letter"), document(made(2), 2)),
    "encoding-guessed": TEXT.replace("train", "caf\xe9 train").encode("latin-1"),
    "field-empty": TEXT.replace("TAGS: PREL", "TAGS:"),
    "field-too-long": TEXT.replace("A VISIT", "A VISIT" + "\nAND ONE MORE" * 40),
    "garbled": TEXT.replace("train", "tr\ufffdin"),
    "heading-without-rule": TEXT.replace("2. Quux", "BACKGROUND\n\n2. Quux"),
    "id-differs": '"1","1/28/2005 20:38","05OTTAWA1","Embassy Ottawa","SECRET","","",'
    '"UNCLAS OTTAWA 000002\n\nSUBJECT: A\n\n1. Text."\n',
    "bad-id": json.dumps([{**columns(made(317)), "refid": "O?1"}]),
    "mark-garbled": TEXT.replace("2. Quux", "2. (S3U) Quux"),
    "no-cable": "Some words in prose.\n",
    "no-classification": TEXT.replace("UNCLAS OTTAWA 000001\n", ""),
    "no-id": "SUBJECT: A VISIT\n\n1. A visitor came.\n\n2. He left.\n",
    "no-paragraph": "UNCLAS OTTAWA 000001\n\nSUBJECT: A VISIT\n\n" + "----------\n" * 20,
    "no-record": json.dumps({"a": 1, "b": ["x"]}),
    "no-signature": TEXT.replace("\nDICKSON\n", ""),
    "no-subject": TEXT.replace("SUBJECT: A VISIT\n", ""),
    "no-text": json.dumps([{**columns(made(317)), "content": None}]),
    "not-text": b"\x00\x01\x02\x03" * 200,
    "text-below": f"{TEXT}\nA note that a reader saved below it.\n",
    "number-unread": TEXT.replace("2. Quux", "150. (C) Quux"),
    "own-id": (DATA / "forms" / "s11_navy.txt").read_text("utf-8"),
    "paragraph-gap": (DATA / "parse" / "body-fragment.txt").read_text("utf-8"),
    "paragraph-repeat": (DATA / "parse" / "body-numbers.txt").read_text("utf-8"),
    "pdf-page-without-text": pdf([TEXT, ""]),
    "pdf-unreadable": pdf([TEXT])[:300],
    "pdf-without-text": pdf(["", ""]),
    "reference-without-serial": TEXT.replace("SUBJECT:", "REF: OTTAWA\nSUBJECT:"),
    "rule-without-heading": TEXT.replace("2. Quux", "--------------\n\n2. Quux"),
    "second-opening": TEXT.replace("TAGS: PREL\n", "TAGS: PREL\nSUBJECT: A\nTAGS: PGOV\n"),
    "second-record": TEXT.replace(
        "DICKSON", "They go on\nMRN: 05 QUITO 318\nSubject: MORE\n\n1. Text."
    ),
    "section-header-missing": TEXT.replace("UNCLAS OTTAWA", "UNCLAS SECTION 01 OF 02 OTTAWA"),
    "section-missing": TEXT.replace("UNCLAS OTTAWA", "UNCLAS SECTION 01 OF 02 OTTAWA").replace(
        "DICKSON\n", ""
    ),
    "signs-left": TEXT.replace("train", "tr\u200bain"),
    "word-cut": TEXT.replace("train", "tra\fin"),
    "personal-data": TEXT.replace("train", "train, passport number A1234567"),
    "mail-head": "From: a@b.example\nDate: Fri, 12 Nov 2021 08:51:00 +0000\nMIME-Version: 1.0\n\n"
    + TEXT,
    "reading-likely": TEXT.replace("train.", "train.\nTHE SECOND DAY\nHe saw it all."),
    "tag-doubtful": TEXT.replace("TAGS: PREL", "TAGS: PREL\nSXBUEJKT: LAMPS"),
    "tag-unknown": TEXT.replace("TAGS: PREL", "TAGS: PREL, PQRZ"),
    "unread": TEXT.replace("TO SECSTATE", "C O R R E C T E D COPY PARA 3\nTO SECSTATE"),
    "classification-below-portion": TEXT.replace("1. Zebedee", "1. (S) Zebedee"),
}
_OTHER = "- {id: roe-joan, name: Joan Roe, tip: A visitor, office: Visitor, "
_OTHER += "office_status: cable, forms: [Joan Roe]}\n"
_TERM = "- {{id: {id}, term: {term}, tip: a term, expansion: a term, status: cable{more}}}\n"
_SENSES = """\
- id: mission
  term: mission
  status: inference
  senses:
    - {id: talks, expansion: a mission of talks, tip: talks}
    - {id: house, expansion: a house, tip: a house}
"""
_NOTE = "notes:\n  - {at: p1, quote: came, kind: inference, text: So., id: visit}\n"


def register(name: str, text: str | bytes) -> Callable[[Folder], None]:
    def write(at: Folder) -> None:
        data = text if isinstance(text, bytes) else text.encode()
        (at.registers / f"{name}.yaml").write_bytes(data)

    return write


def people(old: str, new: str) -> Callable[[Folder], None]:
    assert old in PEOPLE
    return register("people", PEOPLE.replace(old, new))


def sidecar(text: str) -> Callable[[Folder], None]:
    return lambda at: at.sidecar(text)


def source(name: str, text: str) -> Callable[[Folder], None]:
    def write(at: Folder) -> None:
        at.write(f"source_cables/{name}", text)

    return write


def subject_of_record(at: Folder) -> None:
    """Give the subject in the record around the text, and correct the reading of it."""
    words = TEXT.replace("SUBJECT: A VISIT\n", "")
    row = {"refid": "05OTTAWA1", "date": "2005-01-01", "subject": "A VISIT", "content": words}
    at.source.write_text(json.dumps([row]), "utf-8")
    at.sidecar("reading:\n  - {at: subject, quote: VISIT, is: subject}\n")


def folder(name: str) -> Callable[[Folder], None]:
    """Put a folder there, under the name of a file."""
    return lambda at: (at.root / name).mkdir()


def link_to_nothing(at: Folder) -> None:
    (at.sources / "05OTTAWA2.txt").symlink_to("gone.txt")


def namesake(at: Folder) -> None:
    """Name a person in full, and the surname with another given name before it."""
    people("[Jane Roe]", "[Zebedee Quux, {text: Quux, surname: true}]")(at)
    at.source.write_text(TEXT.replace("Quux left", "Then Mrs. Quux left"), "utf-8")


def declared_twice(at: Folder) -> None:
    at.release()
    at.source.unlink()
    one = "- {cable: 05OTTAWA1, reason: X., date: 2026-11-24}\n"
    at.declare(f"withdrawn:\n{one}{one}")


def unsealed(at: Folder) -> None:
    """Leave the edition as it is: no source has its checksum yet."""
    assert not (at.sources / "SHA256SUMS").exists()


def quoting(words: str, more: str = "", cables: str = "") -> Callable[[Folder], None]:
    """Register a work that quotes ``words``; ``cables`` is the name of a second cable."""

    def write(at: Folder) -> None:
        at.write("docs/registers/works.json", '[{"id": "roe2014", "title": "A Book of Nobody"}]')
        entry = f"- {{id: a, work: roe2014, words: {words}{more}}}\n"
        at.write("docs/registers/quotations.yaml", entry)
        if cables:
            at.write(f"source_cables/{cables}.txt", TEXT.replace("000001", "000002"))

    return write


#: Code -> what brings it about in an edition of one good cable.
OF_EDITORS: dict[str, Callable[[Folder], None]] = {
    "link-broken": lambda at: at.sidecar(
        "notes:\n  - {at: p1, kind: inference, id: a, text: 'See {cable:cable}`05ROME9`.'}\n"
    ),
    "bad-status": people("office_status: cable", "office_status: rumour"),
    "bad-value": sidecar(_NOTE.replace("inference", "rumour")),
    "broken-yaml": register("people", "a:\n  b: c: d\n"),
    "duplicate-key": people("tip:", "name: Jane, tip:"),
    "malformed-date": register("chronology", "- {id: x, date: soon, text: X., status: cable}\n"),
    "malformed-id": people("roe-jane", "Jane Roe!"),
    "missing-key": people("name: Jane Roe, ", ""),
    "missing-source": people("office_status: cable", "office_status: verified"),
    "not-utf8": register("people", PEOPLE.encode("utf-16")),
    "unknown-key": people("tip:", "tipp:"),
    "unreadable-file": folder("docs/registers/glossary.yaml"),
    "wrong-type": people("forms: [Jane Roe]", "forms: Jane Roe"),
    "yaml-alias": register("people", "- &a {id: x}\n- *a\n"),
    "yaml-nesting": register("people", "- " + "[" * 40),
    "yaml-tag": register("people", "- !x y\n"),
    "ambiguous-mention": register("glossary", _SENSES),
    "bad-form": people("[Jane Roe]", "['--']"),
    "duplicate-id": register("people", PEOPLE + PEOPLE.replace("Jane", "Joan").replace("joan", "")),
    "form-claimed-twice": register("people", PEOPLE + _OTHER.replace("[Joan", "[Jane")),
    "similar-terms": register(
        "glossary",
        _TERM.format(id="a", term="START", more="") + _TERM.format(id="b", term="Start", more=""),
    ),
    "surname-doubtful": namesake,
    "unknown-id": register(
        "glossary", _TERM.format(id="a", term="START", more=", see_also: [gone]")
    ),
    "unverified-fact": people("office_status: cable", "office_status: unverified"),
    "witness-missing": sidecar("base: gone.txt\n"),
    "repeated-witness": twice_named,
    "dismissal-stale": sidecar("dismissed:\n  - {at: p1, quote: train}\n"),
    "emendation-overlap": sidecar(
        CHANGES + "  - {at: p1, quote: by train, read: by rail, rule: conjecture, reason: X.}\n"
    ),
    "quote-ambiguous": sidecar(_NOTE.replace("quote: came", "quote: t")),
    "quote-missing": sidecar(_NOTE.replace("quote: came", "quote: went")),
    "reading-idle": sidecar("reading:\n  - {quote: DICKSON, is: sign-off}\n"),
    "reading-overlap": sidecar(
        "reading:\n  - {at: p1, quote: at noon, is: heading}\n"
        "  - {at: p1, quote: noon by, is: table}\n"
    ),
    "reading-record": subject_of_record,
    "reading-unapplied": sidecar("reading:\n  - {at: p1, quote: came to, is: tag, means: PREL}\n"),
    "reading-withheld": sidecar(
        f"{WITHHELD}reading:\n  - {{at: p2, quote: Quux left, is: heading}}\n"
    ),
    "repeated-id": sidecar(_NOTE + _NOTE.partition("\n")[2]),
    "rule-mismatch": sidecar(CHANGES.replace("conjecture", "comma-apostrophe")),
    "same-reading": sidecar(CHANGES.replace("rail", "train")),
    "sidecar-name": source("notes.yaml", "base: x\n"),
    "sidecar-needless": source("06OTTAWA1.yaml", "base: x\n"),
    "file-unused": source("05OTTAWA1.YAML", "base: x\n"),
    "sidecar-type": sidecar("- base\n"),
    "unknown-anchor": sidecar(_NOTE.replace("at: p1, quote: came", "at: p9")),
    "declared-twice": declared_twice,
    "duplicate-cable": source("copy.txt", TEXT),
    "works-unread": lambda at: at.write("docs/registers/works.json", "{"),
    "quotation-absent": quoting("nobody has ever said these words"),
    "quotation-altered": quoting("came to the mission at dawn by train"),
    "quotation-elsewhere": quoting("came to the mission", ", cable: 05OTTAWA1, paragraph: p2"),
    "quotation-open": quoting("came to the mission", cables="05OTTAWA2"),
    "quotation-settled": quoting("came to the mission", ", accepted: altered"),
    "release-ahead": ahead,
    "source-new": unsealed,
    "source-other": source("map.png", "\x89PNG\r\n"),
    "source-unreadable": link_to_nothing,
}
