"""A withheld word is found wherever an output may hide it."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import io
import json
import lzma
import zipfile
import zlib
from pathlib import Path

import pytest

from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld, pieces
from cable_edition.core.problems import Problem
from cable_edition.core.proof.contents import Held
from cable_edition.core.proof.leaks import LeakSearch, discreet, search_folder
from cable_edition.core.proof.texts import texts

RAW = hashlib.sha256(b"the raw file").hexdigest()
WHERE = "redaction 1 of 05OTTAWA1.yaml (line 2)"
REDACTED = Redacted(
    withheld=(Withheld("Jane Roë", WHERE, name=True), Withheld("Roë", WHERE, name=True)),
    hashes=frozenset({RAW}),
)


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def nested(data: bytes, times: int) -> bytes:
    for number in range(times):
        data = zipped(f"{number}.zip", data)
    return data


def pdf(*lines: bytes) -> bytes:
    """A book of one page, whose letters are codes of its font and are kerned."""
    shown = b" T* ".join(b"[" + line + b"] TJ" for line in lines)
    content = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
            b"/Encoding/WinAnsiEncoding>>>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    made = b"%PDF-1.7\n"
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return made + end % (table, len(made))


WORDS = "Jane Roë"
LEAKS = {
    "text": f"met {WORDS} there".encode(),
    "case": "JANE ROË".encode(),
    "part": "met roë.".encode(),
    "lines": "Jane\n  Roë".encode(),
    "tags": "<a>Jane</a> <b>Roë</b>".encode(),
    "tag-in-word": "Jane R<wbr>oë".encode(),
    "entity": b"Jane Ro&euml;",
    "number": b"Jane Ro&#235;",
    "json": json.dumps({"x": f"a\n{WORDS}"}).encode(),
    "utf-16": f"\ufeff{WORDS} and more".encode("utf-16-be"),
    "zip": zipped("inner.txt", f"met {WORDS}".encode()),
    "zip-in-zip": zipped("inner.zip", zipped("inner.txt", WORDS.encode())),
    "zip-name": zipped(f"{WORDS}.txt", b""),
    "gzip": gzip.compress(WORDS.encode()),
    "inventory": b"# Sphinx inventory version 2\n# P\n# V\n# zlib\n"
    + zlib.compress(WORDS.encode()),
    "pdf": b"%PDF-1.7\nstream\n" + zlib.compress(WORDS.encode()) + b"\nendstream",
    "pdf-kerned": pdf(b"(met Ja) 20 (ne R) -10 (o\\353)"),
    "pdf-lines": pdf(b"(met Jane)", b"(Ro\\353)"),
    "pdf-hyphen": pdf(b"(met Jane Ro-)", b"(\\353)"),
    "pdf-in-zip": zipped("book.pdf", pdf(b"(Ja) 20 (ne R) -10 (o\\353)")),
    "sha256": hashlib.sha256(WORDS.encode()).hexdigest().encode(),
    "sha1": hashlib.sha1(WORDS.encode(), usedforsecurity=False).hexdigest().upper().encode(),
    "md5": hashlib.md5("roë".encode(), usedforsecurity=False).hexdigest().encode(),
    "raw-file": f"sha256:{RAW}".encode(),
    "address": b'<a href="https://example.org/?q=Jane%20Roe&x=1">x</a>',
    "address-plus": b"https://example.org/?q=jane+ro%C3%AB",
    "address-latin": b"https://example.org/jane_ro%EB",
    "id": b'<dt id="roe-jane">x</dt>',
    "id-in-one": b'<dt id="JaneRoe">x</dt>',
    "attribute": b'<img alt="Jane&nbsp;Ro&#xeb;">',
    "comment": b"Jane Ro<!-- a -->\xc3\xab",
    "comment-with-tags": "Jane Ro<!-- <b>a</b> -->ë".encode(),
    "shown-tags": b"Jane Ro&lt;b&gt;&euml;&lt;/b&gt;",
    "no-accents": b"met JANE ROE there",
    "accent-apart": "Jane Roe\u0308".encode(),
    "soft-hyphen": "Ja\u00adne Ro\u00adë".encode(),
    "no-width": "Ja\u200bne\u2060 Roë".encode(),
    "wide": "Ｊａｎｅ　Ｒｏｅ".encode(),
    "underscores": b"_Jane_Roe_",
    "initial": b"Jane Q. Roe",
    "latin-1": "Jane Roë".encode("latin-1"),
    "utf-16-le": f"\ufeff{WORDS}".encode("utf-16-le"),
    "utf-16-inside": b"\x89PNG\x00\xff\xfe\xfd" + WORDS.encode("utf-16-le") + b"\x00\xff",
    "utf-32": WORDS.encode("utf-32"),
    "binary": b"\x80\x04\x95\xff\x8c\x09" + WORDS.encode() + b"\x94\x00",
    "gzip-second": gzip.compress(b"nothing") + gzip.compress(WORDS.encode()),
    "gzip-padded": gzip.compress(b"a") + bytes(9) + gzip.compress(WORDS.encode()),
    "xz": lzma.compress(WORDS.encode()),
    "xz-second": lzma.compress(b"nothing") + lzma.compress(WORDS.encode()),
    "lzma": lzma.compress(WORDS.encode(), format=lzma.FORMAT_ALONE),
    "bz2": bz2.compress(WORDS.encode()),
    "bz2-second": bz2.compress(b"nothing") + bz2.compress(WORDS.encode()),
    "zip-deep": nested(WORDS.encode(), 7),
    "zip-after-a-head": b"#!/bin/sh\n" + zipped("inner.txt", WORDS.encode()),
    "zip-of-xz": zipped("inner.xz", lzma.compress(WORDS.encode())),
    "data-address": b'<img src="data:image/svg+xml;base64,' + base64.b64encode(WORDS.encode() * 3),
    "tex": rb"\textit{Ja}ne\,Ro\-\"{e}",
}


@pytest.mark.parametrize("name", sorted(LEAKS))
def test_a_leak_is_found_and_named_without_the_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / "_sources" / f"{name}.out"
    path.parent.mkdir()
    path.write_bytes(LEAKS[name])
    (problem,) = search_folder(tmp_path, [REDACTED])
    assert problem.code == "withheld-survives"
    assert f"_sources/{name}.out" in problem.message
    assert "Roë" not in problem.message.replace(name, "")
    assert WHERE in problem.message or "the unredacted source" in problem.message


def test_a_name_of_a_file_is_a_leak(tmp_path: Path) -> None:
    (tmp_path / "person-jane-Roë.html").write_bytes(b"")
    (problem,) = search_folder(tmp_path, [REDACTED])
    assert "its name" in problem.message


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("person-jane-Roë.html", "person-[withheld].html"),
        ("of/JANE_ROE/x.txt", "of/[withheld]/x.txt"),
        ("Roe%C3%AB, Jane Ro&euml;.txt", "Roe%C3%AB, [withheld].txt"),
        ("ROE-and-roe.png", "[withheld]-and-[withheld].png"),
    ],
)
def test_what_is_told_of_a_file_has_no_word_of_its_name(
    tmp_path: Path, name: str, told: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Jane Roe")
    (problem,) = search_folder(tmp_path, [REDACTED])
    assert problem.located().startswith(f"{tmp_path / told}: {told}: ")
    ((found, _),) = LeakSearch([REDACTED]).leaks(tmp_path)
    assert found == path


def test_what_is_told_stays_where_nothing_is_withheld() -> None:
    told = Problem("no-cable", "Janet Roebuck, 3 places", "a/b.txt", 3, 4)
    assert discreet([told], [REDACTED]) == discreet([told], []) == [told]
    said = Problem("no-cable", "Jane Q. Roe was here", "a/roe.txt", 3, 4)
    assert discreet([said], [REDACTED]) == [
        Problem("no-cable", "[withheld] was here", "a/[withheld].txt", 3, 4)
    ]


def test_a_pdf_without_the_words_is_no_leak(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(b"(Janet Roebuck)"))
    assert search_folder(tmp_path, [REDACTED]) == []


UNREADABLE = {
    "a.pdf": b"%PDF-1.7\n",
    "cut.pdf": b"%PDF-1.7\nxref\n9",
    "a.zip": b"PK\x03\x04 and nothing more",
    "b.zip": zipped("book.pdf", b"%PDF-1.7\n"),
    "a.gz": b"\x1f\x8b and nothing more",
    "objects.inv": b"# Sphinx inventory version 2\n# P\n# V\n# zlib\nnothing",
    "deep.zip": nested(b"nothing", 10),
    "cut.gz": gzip.compress(b"nothing at all")[:-9],
    "second.gz": gzip.compress(b"nothing") + b"\x1f\x8b and nothing more",
    "cut.xz": lzma.compress(b"nothing at all")[:-9],
    "cut.bz2": bz2.compress(b"nothing at all")[:-9],
    "a.7z": b"7z\xbc\xaf\x27\x1c and more",
    "a.zst": b"\x28\xb5\x2f\xfd and more",
    "a.rar": b"Rar!\x1a\x07 and more",
}


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_read_is_not_cleared(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(UNREADABLE[name])
    (problem,) = search_folder(tmp_path, [REDACTED])
    assert problem.code == "withheld-survives"
    assert problem.message.startswith(f"{name}: ")
    assert "so nothing is known of it; do not publish this folder" in problem.message


def test_what_can_be_read_beside_what_cannot_is_looked_at(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gz", b"\x1f\x8b and nothing more")
        archive.writestr("b.txt", WORDS * 9)
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    (problem,) = search_folder(tmp_path, [REDACTED])
    assert problem.message.startswith("a.zip: in b.txt, line 1: what redaction 1")


@pytest.mark.parametrize("text", ["Jane R.", "[withheld]", "Roëbuck", "Janet", "", "a" * 64])
def test_other_words_are_no_leak(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert search_folder(tmp_path, [REDACTED]) == []


def by_chance(sign: bytes) -> bytes:
    """Packed bytes that happen to read as a withheld name, in capitals and with an accent."""
    return sign + b"\x14\x00\x00\x81\xc3\xb9\x01\xd2R\xf2\xebX\xb4 r\xf3\xcb \x9d\x02\x00" * 3


@pytest.mark.parametrize("sign", [b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"%PDF"])
def test_packed_bytes_that_read_as_a_name_by_chance_are_no_leak(sign: bytes) -> None:
    search = LeakSearch([REDACTED])
    assert not any(search.text("".join(text())) for text in texts(Held(by_chance(sign))))
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        told = by_chance(sign) + "Jane Ro\u00eb".encode(encoding) + b"\x9d"
        assert any(search.text("".join(text())) for text in texts(Held(told))), encoding


def test_other_bytes_are_read_in_latin_1_as_well() -> None:
    search = LeakSearch([REDACTED])
    assert any(search.text("".join(text())) for text in texts(Held(by_chance(b"\x89PNG"))))


def test_a_part_of_a_long_withheld_passage_is_a_leak(tmp_path: Path) -> None:
    words = "One two three four five six seven eight nine ten eleven twelve."
    withheld = tuple(Withheld(one.words, WHERE) for one in pieces(words))
    (tmp_path / "note.html").write_text("He wrote: three four five six seven eight nine ten!")
    assert len(search_folder(tmp_path, [Redacted(withheld=withheld)])) == 1
    (tmp_path / "note.html").write_text("He wrote: three four five six seven.")
    assert search_folder(tmp_path, [Redacted(withheld=withheld)]) == []


def test_words_that_stand_openly_elsewhere_count_only_in_their_context(tmp_path: Path) -> None:
    search = LeakSearch([Redacted(withheld=(Withheld("in London", WHERE, ("met ", " twice")),))])
    assert search.file("a.txt", b"He lives in London.") == ""
    assert search.file("a.txt", b"They met in\nLondon twice.") != ""
    (tmp_path / "x").mkdir()


@pytest.mark.parametrize("spelt", ["Zebedée", "Zebed&eacute;e", "Zebed%C3%A9e", "Zebe\u00addee"])
def test_a_name_in_a_comment_is_found_however_it_is_spelt(spelt: str) -> None:
    search = LeakSearch([Redacted(withheld=(Withheld("Zebedée", "redaction 1", name=True),))])
    assert search.text(f"<p>Nobody.</p>\n<!-- {spelt} -->\n<p>No.</p>")


OSRIC = LeakSearch([Redacted(withheld=(Withheld("Osric Quillman", WHERE, name=True),))])


def base_64(words: str, *, safe: bool = False) -> str:
    return (base64.urlsafe_b64encode if safe else base64.b64encode)(words.encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        r"a::before { content: '\4F sric Quillman' }",
        r"\00004fsric \51\75\69\6c\6c\6d\61\6e",
        r"{\rtf1 \'4fsric {\b Quill}{\i man}\par}",
        r"{\rtf1 \u79?sric \u81\'51u\u105?llman}",
        r"(\117sric \121uillman) Tj",
        r"'\u{4f}sric \u{000051}uillman'",
        r"'Osric \U00000051uillman'",
        "Osric =51uil=6Cman",
        '{"names": ["Osric", "Quill", "man"]}',
        '[\n  "Osric",\n  "Quillman"\n]',
        '{"author": [{"family": "Quillman", "given": "Osric"}]}',
        "<tr><td>Osric Quill</td>\n  <td class='x'>man</td></tr>",
        "authors:\n  - family-names: Quillman\n    given-names: Osric\n",
        "@misc{quillman-osric-2005,\n  title = {}\n}",
        f'{{"who": "{base_64("Osric Quillman")}"}}',
        f"<p data-who={base_64('Said by Osric Quillman, who left')}>",
        "\n".join(base_64(one) for one in ("x" * 57, "y" * 45 + "Osric Quillm", "an came.")),
        f"?q={base_64('Osric   Quillman??>>', safe=True)}&a=1",
        "?q=%u004Fsric%20%U0051%u0075illman",
        "<p>&amp;#79;sric &amp;#x000051;uillman</p>",
        "O\ua731\u0280\u026a\u1d04 \ua7af\u1d1c\u026a\u029f\u029f\u1d0d\u1d00\u0274",
    ],
)
def test_a_name_in_the_escapes_of_a_format_is_found(text: str) -> None:
    assert OSRIC.file("a.txt", text.encode())
    assert OSRIC.file("a.txt", f"{'Some words. ' * 90}\n{text}\n{'Some more. ' * 90}".encode())


@pytest.mark.parametrize(
    "text",
    [
        r"\4F sric \51 uillmann",
        r"\'4fsric \'51uill",
        "?q=%u004Fsric%20Quill",
        "&amp;amp;#79;sric Quillman",
        '["Osric", "left", "Quillman"]',
        "<td>Osric</td><td>by</td><td>Quillman</td>",
        "<p>Osric quill</p>\n<p>man</p>",
        base_64("Osric Quillmann"),
        "T3NyaWMgUXVpbGxtYW",
    ],
)
def test_what_is_written_in_escapes_and_is_another_name_is_no_leak(text: str) -> None:
    assert not OSRIC.file("a.txt", text.encode())


def test_short_names_do_not_come_about_where_values_stand_side_by_side() -> None:
    search = LeakSearch([Redacted(withheld=(Withheld("Roy", WHERE, name=True),))])
    assert not search.file("a.json", b'["Ro", "y"]')
    assert search.file("a.json", b'["a", "Roy"]')
