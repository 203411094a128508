"""Have pandoc's citation processor format every shape of a reference to a cable.

``python styles/make_patterns.py`` writes ``ext/cable_edition/core/data/citations.json``.

A shape is which parts a cable has (author, title, version, address) and how its title ends, since
styles join punctuation to it. Each part is a stand-in that no style changes; where it comes out,
the pattern has a slot. No two references of a run share an author, a title or a year: a processor
tells such apart by letters and shortened forms, which do not belong in a reference that stands
alone.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pypandoc
from lxml import html

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "ext" / "cable_edition" / "core" / "data" / "citations.json"
#: Name in the edition -> the file of the style.
STYLES = {
    "chicago": "chicago-notes-bibliography",
    "mla": "modern-language-association",
    "apa": "apa",
}
#: How a title can end, as far as styles care; ``none`` is a cable without a title.
ENDINGS = {
    "none": None,
    "plain": "{}",
    "stop": "{}.",
    "question": "{}?",
    "exclamation": "{}!",
    "quote": '{} "{}"',
}
_DATE = r"{y}(?:, [A-Z][a-z]+\.? 97)?|[A-Z][a-z]+\.? 97, {y}|97 [A-Z][a-z]+\.? {y}"


@dataclass(frozen=True)
class Shape:
    """One shape: its key in the file, and the parts that it has."""

    author: bool
    title: str
    version: bool
    access: bool
    month: int = 1

    @property
    def key(self) -> str:
        """The name of the shape, as ``cable_edition.core.citations.patterns`` makes it."""
        parts = ["author"] * self.author + [f"title-{self.title}"]
        return " ".join(parts + ["version"] * self.version + ["access"] * self.access)

    def item(self, number: int) -> dict[str, Any]:
        """Return the shape as a CSL item; ``number`` sets it apart from all others."""
        item: dict[str, Any] = {
            "id": f"x{number}",
            "type": "document",
            "genre": "Diplomatic cable",
            "number": f"05QNUMBERQ{number}",
            "container-title": "QEDITIONQ",
            "original-date": {"date-parts": [[3000 + number, self.month, 97]]},
        }
        ending = ENDINGS[self.title]
        if ending:
            item["title"] = ending.format(f"QTITLEQ{number}Q", f"QTAILQ{number}Q")
        if self.author:
            item["author"] = [{"literal": f"QAUTHORQ{number}Q"}]
        if self.version:
            item["version"] = "7.77"
            item["issued"] = {"date-parts": [[6000 + number]]}
        if self.access:
            item["URL"] = f"https://example.org/QURLQ{number}"
        return item


def for_style(style: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return an item as a style has to be given it; ``original-date`` is the date of the cable.

    APA sets the kind of a letter in brackets, where it is its medium; the year of the edition would
    take the place of the date, and stands with the version instead.
    """
    item = dict(item)
    written, published = item.pop("original-date"), item.pop("issued", None)
    if style == "apa":
        medium = item.pop("genre")
        return item | {"type": "personal_communication", "medium": medium, "issued": written}
    if published:
        return item | {"original-date": written, "issued": published}
    return item | {"original-date": written} if style == "mla" else item | {"issued": written}


SHAPES = [Shape(*parts) for parts in product((True, False), ENDINGS, (True, False), (True, False))]
MONTHS = [
    Shape(author=True, title="plain", version=True, access=True, month=m) for m in range(1, 13)
]
#: No locator, one paragraph, several.
LOCATORS = ("", ", ¶ 55", ", ¶¶ 55-66")


def run_pandoc(style: str, items: list[dict[str, Any]], cited: list[str]) -> html.HtmlElement:
    """Return the page that pandoc makes of a paragraph for each citation and the list of works."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "items.json").write_text(json.dumps(items), "utf-8")
        command = [
            pypandoc.get_pandoc_path(),
            *("-f", "markdown", "-t", "html", "--wrap=none", "--citeproc"),
            *(
                "--bibliography",
                "items.json",
                "--csl",
                str(HERE.resolve() / "csl" / f"{style}.csl"),
            ),
        ]
        source = "\n\n".join(cited) + "\n"
        done = subprocess.run(
            command, input=source, cwd=folder, capture_output=True, text=True, check=True
        )
    return html.fromstring(f"<div>{done.stdout}</div>")


def flat(element: html.HtmlElement) -> str:
    """Return the text of a reference with ``<i>`` where it is slanted, and no other markup."""
    text = element.text or ""
    for child in element:
        if child.get("class") == "footnote-back":
            text += child.tail or ""
            continue
        inner = flat(child)
        text += f"<i>{inner}</i>" if child.tag in {"em", "i"} else inner
        text += child.tail or ""
    return " ".join(text.split())


def references(style: str, shapes: list[Shape]) -> list[tuple[Shape, int, list[str], str]]:
    """Return, for each shape, its number, what cites it (for each locator) and its entry."""
    items, cited = [], []
    for index, shape in enumerate(shapes):
        for which, locator in enumerate(LOCATORS):
            number = index * len(LOCATORS) + which
            items.append(for_style(style, shape.item(number)))
            cited.append(f"[@x{number}{locator}]")
    page = run_pandoc(STYLES[style], items, cited)
    notes = page.xpath("//*[@id='footnotes' or contains(@class, 'footnotes')]//li")
    found = [flat(one) for one in notes or page.xpath("//span[@class='citation']")]
    entries = {e.get("id"): flat(e) for e in page.xpath("//div[contains(@class, 'csl-entry')]")}
    if len(found) != len(items):
        raise SystemExit(f"{style}: {len(found)} citations of {len(items)}")
    result = []
    for index, shape in enumerate(shapes):
        number = index * len(LOCATORS)
        texts = [slots(found[number + which], number + which) for which in range(len(LOCATORS))]
        entry = slots(entries[f"ref-x{number}"], number)
        if style == "chicago":
            texts, entry = [date_first(text) for text in texts], date_first(entry)
        if style == "apa":
            entry = entry.replace("{version}", "{version}, {issued}")
        result.append((shape, number, texts, entry))
    return result


def slots(text: str, number: int) -> str:
    """Put slots where the stand-ins of a reference came out."""
    year = str(3000 + number)
    text = re.sub(_DATE.replace("{y}", year), lambda found: _date_slot(found[0], year), text)
    text = text.replace(f"QTITLEQ{number}Q", "{title}").replace(f"QTAILQ{number}Q", "{tail}")
    text = text.replace(f"QAUTHORQ{number}Q", "{author}").replace(f"05QNUMBERQ{number}", "{number}")
    text = text.replace(f"https://example.org/QURLQ{number}", "{access}")
    text = text.replace("QEDITIONQ", "{edition}").replace("7.77", "{version}")
    text = text.replace(str(6000 + number), "{issued}")
    # Chicago 6.9: comma and full stop stand within both quotation marks; pandoc looks at one.
    text = re.sub("’([,.])”", "\\1’”", text)
    if re.search(r"Q[A-Z]+Q|97", re.sub(r"\{date:[^}]*\}", "", text)):
        raise SystemExit(f"a stand-in came out changed: {text}")
    return text


def date_first(text: str) -> str:
    """Set the date of a cable behind its title, and leave the year of the edition at the end.

    Chicago has the date of a letter before the collection in which it was published. The style
    knows no such letter, and has all dates at the end.
    """
    found = re.search(r"([.,] )(\{date:[^}]*\}|\{year\})(?:, (\{issued\}))?", text)
    edition = re.search(r"[Ii]n <i>", text)
    if found is None or edition is None:
        raise SystemExit(f"no date or no edition in {text}")
    rest = f"{found[1]}{found[3]}" if found[3] else ""
    mark = "." if edition[0][0] == "I" else ","
    return (
        f"{text[: edition.start()]}{found[2]}{mark} "
        f"{text[edition.start() : found.start()]}{rest}{text[found.end() :]}"
    )


def _date_slot(date: str, year: str) -> str:
    return "{year}" if date == year else "{date:" + date + "}"


def with_locator(texts: list[str]) -> list[str]:
    """Return the pattern with the slot ``{at}``, what stands before the locator, and its labels.

    The labels are for one paragraph and for several. The pattern of the whole work comes last; it
    is one of its own, since a style may set another point before a locator.
    """
    plain, one, many = texts
    match = re.search(r"([,;:]? )(\S+) 55", one)
    several = re.search(r"(\S+) 55–66", many)
    if match is None or several is None:
        raise SystemExit(f"no locator in {one} or {many}")
    pattern = one[: match.start()] + "{at}" + one[match.end() :]
    if pattern != many[: match.start()] + "{at}" + many[several.end() :]:
        raise SystemExit(f"locators differ: {texts}")
    return [pattern, match[1], match[2], several[1], plain]


def date_format(text: str) -> str:
    """Return the form of the one full date in a text of slots: ``{d}``, ``{y}`` and the month."""
    match = re.search(r"\{date:([^}]*)\}", text)
    if match is None:
        raise SystemExit(f"no date in {text}")
    return re.sub(r"\b3[0-9]{3}\b", "{y}", match[1]).replace("97", "{d}")


def make() -> dict[str, Any]:
    """Return the content of the file."""
    forms: dict[str, dict[str, Any]] = {}
    dates: dict[str, list[str]] = {}
    for style in STYLES:
        months = references(style, MONTHS)
        dates[style] = [date_format(entry) for _, _, _, entry in months]
        cite, entry_form = f"{style}-note" if style == "chicago" else f"{style}-text", style
        forms[cite], forms[entry_form] = {}, {}
        for shape, _, texts, entry in references(style, SHAPES):
            plain = [re.sub(r"\{date:[^}]*\}", "{date}", text) for text in (*texts, entry)]
            forms[cite][shape.key] = with_locator(plain[:3])
            forms[entry_form][shape.key] = [plain[3]]
    version = pypandoc.get_pandoc_version()
    return {"processor": f"pandoc {version}", "dates": dates, "forms": forms}


def text_of(content: dict[str, Any]) -> str:
    """Return the file as text."""
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    OUTPUT.write_text(text_of(make()), "utf-8")
