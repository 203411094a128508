"""References on pages: the list of a cable, who cites it, related records, and all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.references import Citation, Item, ReferenceGraph
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, is_web, opening, toctree
from cable_edition.core.myst.row_kinds import RecordRow
from cable_edition.core.pages.picture_text import references_picture
from cable_edition.core.words import marked, say

#: The section of the page of all references.
ALL = "all"
_INTRODUCTION = marked(
    "Which cable cites which, in its list of references or in its words. A cable that is not in "
    "this edition is linked to the public record, if there is an address, and marked as outside."
)


class ReferencePieces:
    """Writes links to cables; made once for an edition.

    ``titles`` gives date and subject of each cable; ``has_record`` tells whether cables outside
    the edition have an address; ``limit`` is how many lines stand on one page.
    """

    def __init__(
        self,
        graph: ReferenceGraph,
        titles: Mapping[str, tuple[str, str]],
        *,
        has_record: bool,
        limit: int,
    ) -> None:
        self._graph = graph
        self._titles = titles
        self._has_record = has_record
        self._limit = limit

    def cable(self, cable: str, shown: str = "") -> str:
        """Return a link to a cable, marked where it leads out of the edition."""
        words = shown or cable
        if cable in self._graph.inside:
            return role("cited", words, cable)
        link = role("record", words, cable) if self._has_record else escape(words, line_start=False)
        return f"{link} {say('(outside this edition)')}"

    def item(self, item: Item) -> str:
        """Return an item of a REF list with its letter and its link."""
        letter = f"{escape(item.label)}\\. " if item.label else ""
        if item.id:
            return letter + self.cable(item.id, item.text)
        return letter + escape(item.text, line_start=not letter)

    def rows(self, items: Sequence[Item]) -> list[RecordRow]:
        """Return the rows of the record for a REF list."""
        return [RecordRow(item.anchor, say("References"), self.item(item)) for item in items]

    def cited_by(self, cable: str) -> str:
        """Return the section of cables that cite this one."""
        found = self._graph.cited_by.get(cable, ())
        if not found:
            return ""
        lines = [self._citation(one) for one in found[: self._limit]]
        further = [name for name, _ in self._overflow(cable)]
        if further:
            links = ", ".join(f"[{n}](/{name}.md)" for n, name in enumerate(further, 2))
            lines.append("\n" + say("More cables that cite this one: {link}.", link=links))
        return fence(
            "cable:section", "cited-by", {"title": say("Cited by")}, "\n".join(lines), "::::"
        )

    def _overflow(self, cable: str) -> Iterator[tuple[str, str]]:
        found = self._graph.cited_by.get(cable, ())
        for number, start in enumerate(range(self._limit, len(found), self._limit), 2):
            docname = f"references/more/{cable}-{number}"
            text = opening(
                say("Cables that cite {cable}, page {number}", cable=cable, number=number),
                "the sources",
            )
            lines = [self._citation(one) for one in found[start : start + self._limit]]
            yield docname, f"{text}\n" + "\n".join(lines) + "\n"

    def _citation(self, one: Citation) -> str:
        date, subject = self._titles.get(one.citing, ("", ""))
        about = [escape(date, line_start=False)] if date else []
        if subject:
            about.append(role("sent", subject, ""))
        places = ", ".join(self._place(one.citing, place) for place in one.places)
        told = "".join(f", {part}" for part in about)
        return f"- {role('cited', one.citing, one.citing)}{told}: {places}"

    @staticmethod
    def _place(cable: str, place: str) -> str:
        if place.startswith("ref-"):
            return say("reference {letter}", letter=place.removeprefix("ref-").upper())
        return f"{{cable:par}}`{place_words(place)} <{cable}#{place}>`"

    def related(self, records: Sequence[Related]) -> str:
        """Return the section of related records."""
        lines = []
        for one in records:
            told = ", ".join(part for part in (one.date, one.title) if part)
            note = f" {escape(one.note, line_start=False)}" if one.note else ""
            source = escape(one.source, line_start=False)
            if is_web(one.source):
                source = f"[{say('source')}]({one.source})"
            words = f"{self.cable(one.id)}: {escape(told, line_start=False)}.{note}"
            lines.append(f"- {words} ({source})")
        if not lines:
            return ""
        title = {"title": say("Related records")}
        return fence("cable:section", "related", title, "\n".join(lines), "::::")

    def pages(self, related: Mapping[str, Sequence[Related]]) -> Iterator[tuple[str, str]]:
        """Yield the page of all references, parts of it where it would be too long.

        Without a reference and a related record there is no page.
        """
        lines = [
            (
                cable,
                "- "
                + say(
                    "{cable} cites {cited}: {places}",
                    cable=role("cited", cable, cable),
                    cited=self.cable(to),
                    places=", ".join(self._place(cable, place) for place in places),
                ),
            )
            for cable, cited in self._graph.cites.items()
            for to, places in cited.items()
        ]
        lines += [
            (
                cable,
                "- "
                + say(
                    "{cable} is related to {other}",
                    cable=role("cited", cable, cable),
                    other=self.cable(one.id),
                ),
            )
            for cable in self._titles
            for one in related.get(cable, ())
        ]
        further = []
        for cable in self._graph.cited_by:
            for docname, text in self._overflow(cable):
                further.append(docname)
                yield docname, text
        if not lines:
            return
        parts = [lines[at : at + self._limit] for at in range(0, len(lines), self._limit)]
        for number, part in enumerate(parts[1:], 2):
            docname = f"references/more/{number}"
            further.append(docname)
            title = opening(say("References, page {number}", number=number), "the sources")
            yield docname, f"{title}\n{_listing(part)}"
        dates = {cable: date for cable, (date, _) in self._titles.items()}
        picture = references_picture(self._graph, dates, related)
        head = opening(say("References"), "the sources") + f"\n{say(_INTRODUCTION)}\n\n{picture}"
        numbers = ", ".join(f"[{n}](/references/more/{n}.md)" for n in range(2, len(parts) + 1))
        more = "\n" + say("More references: {link}.", link=numbers) + "\n" if numbers else ""
        body = "\n".join([_listing(parts[0]), more])
        section = fence("cable:section", ALL, {"title": say("By citing cable")}, body, "::::")
        yield "references/index", "\n".join([head, section, toctree(further)])


def place_words(anchor: str) -> str:
    """Return the short name of a paragraph: ``p4`` is ``¶ 4``."""
    return f"¶ {anchor[1:]}" if anchor[:1] == "p" and anchor[1:2].isdigit() else anchor


def _listing(lines: Sequence[tuple[str, str]]) -> str:
    """Return lines as a list; those of one cable stand together."""
    return "\n".join(
        line for _, group in groupby(lines, key=lambda one: one[0]) for _, line in group
    )
