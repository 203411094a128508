"""The same edition as bare MyST, for plain Sphinx: what the benchmark compares with.

The pages are written from what the generator knows of its cables, never from what the parser of the
edition found, so a fault of the parser cannot make the comparison easier. Links are MyST's own
roles: ``{term}`` for acronyms, ``{ref}`` for people, TAGS and cables. Cables are outside the
navigation tree, the one layout in which the theme's cost does not grow with their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from synthetic import Corpus, Form, SynthCable, Token, raw
from world import SUBJECTS, World, geographic

#: Characters that MyST could read as markup anywhere in a line.
_INLINE = re.compile(r"([\\`*_{}\[\]<>&!$~^|])")
#: Marks that open a block at the start of a line, or end a list number.
_BLOCK = re.compile(r"^([#+=:%(-])|^(\d{1,9})(?=[.)])")


def escape(text: str) -> str:
    """Return one line of plain text as MyST that reads as the same text."""
    return _BLOCK.sub(_escaped_start, _INLINE.sub(r"\\\1", text))


def _escaped_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\"


def inline(tokens: Iterable[Token]) -> str:
    """Return tokens as one line of MyST, with a role at each link place."""
    return " ".join(escape(token.text) if not token.kind else _role(token) for token in tokens)


def _role(token: Token) -> str:
    if token.kind == "term":
        return f"{{term}}`{token.text}`"
    return f"{{ref}}`{token.text} <{token.kind}-{token.target}>`"


def cable_page(cable: SynthCable, *, transmitted: str = "") -> str:
    """Return the page of a cable; ``transmitted`` adds its source as a literal block."""
    lines = [
        "---",
        "orphan: true",
        "---",
        f"(cable-{cable.id})=",
        f"# {cable.id}: {escape(cable.subject)}",
        "",
        *_record(cable),
        "",
    ]
    for position, paragraph in enumerate(cable.paragraphs):
        if position in cable.headings:
            lines += [f"## {escape(cable.headings[position])}", ""]
        words = inline(paragraph.tokens)
        lines += [f"(c-{cable.id}-p{paragraph.n})=", ""]
        lines += [f"{paragraph.n}\\. {paragraph.marking} {words}", ""]
        for number, item in enumerate(paragraph.items, start=1):
            lines += [f"(c-{cable.id}-p{paragraph.n}-{number})=", "", f"\\-- {inline(item)}", ""]
    lines += [cable.signature, ""]
    if transmitted:
        lines += ["## Text as transmitted", "", "```text", transmitted.rstrip("\n"), "```", ""]
    return "\n".join(lines)


def _record(cable: SynthCable) -> list[str]:
    tags = ", ".join(f"{{ref}}`{tag} <tag-{tag}>`" for tag in cable.tags)
    references = ", ".join(
        f"{letter}. {{ref}}`{target} <cable-{target}>`" for letter, target in cable.references
    )
    rows = {
        "Identifier": cable.id,
        "Origin": f"Embassy {cable.city}",
        "Sent": f"{cable.sent:%Y-%m-%d %H:%M}",
        "Classification": cable.classification,
        "Captions": "SIPDIS",
        "TAGS": tags,
        "References": references or "none",
        "Classified by": escape(cable.classified_by),
        "Reasons": "1.4 (b), 1.4 (d)",
    }
    return ["| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in rows.items())]


def _register_page(title: str, entries: Iterable[tuple[str, str, str]]) -> str:
    """Return a page of (target, name, text), each under a heading of its own."""
    lines = [f"# {title}", ""]
    for target, name, text in entries:
        lines += [f"({target})=", f"## {escape(name)}", "", escape(text), ""]
    return "\n".join(lines)


def _glossary_page(world: World) -> str:
    lines = ["# Glossary", "", "```{glossary}"]
    for term in sorted(world.terms, key=lambda term: term.acronym):
        lines += [term.acronym, f"  {escape(term.expansion)}: a made-up acronym.", ""]
    return "\n".join([*lines, "```", ""])


def write_twin(corpus: Corpus, docs: Path, *, form: Form = "text", transmitted: bool) -> None:
    """Write the whole project of the twin, but for ``conf.py``, into ``docs``."""
    world = corpus.world
    cables = docs / "cables"
    cables.mkdir(parents=True)
    listed = []
    for cable in corpus:
        source = raw(cable, form) if transmitted else ""
        (cables / f"{cable.id}.md").write_text(
            cable_page(cable, transmitted=source), encoding="utf-8"
        )
        listed.append((cable.id, f"- {{ref}}`{cable.id} <cable-{cable.id}>` {cable.sent:%F}"))
    _write(cables / "index.md", "# Cables\n\n" + "\n".join(line for _, line in sorted(listed)))
    people = sorted(world.people, key=lambda person: person.surname)
    _write(
        docs / "people" / "index.md",
        _register_page(
            "People", ((f"person-{p.key}", p.name, "Official. A made-up person.") for p in people)
        ),
    )
    tags = sorted({**SUBJECTS, **geographic()}.items())
    _write(
        docs / "tags" / "index.md",
        _register_page("TAGS", ((f"tag-{code}", code, name) for code, name in tags)),
    )
    _write(docs / "glossary" / "index.md", _glossary_page(world))
    pages = "\n".join(f"{page}/index" for page in ("cables", "people", "glossary", "tags"))
    _write(docs / "index.md", f"# A synthetic edition\n\n```{{toctree}}\n{pages}\n```\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
