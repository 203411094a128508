"""The pictures of an edition and the tables behind them: what they must say.

A picture is proved by its name, its caption, the words and numbers in it in their order, and the
number of its marks; its table as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from itertools import groupby

from cable_edition.core.edition.pictures.people_pairs import people_pairs
from cable_edition.core.edition.pictures.portions import portions_by_classification
from cable_edition.core.edition.pictures.reference_arcs import reference_arcs
from cable_edition.core.edition.pictures.tags_in_time import tags_in_time
from cable_edition.core.edition.pictures.withheld_bars import withheld_bars
from cable_edition.core.edition.withheld_places import withheld_places
from cable_edition.core.late_methods import dataclass
from cable_edition.core.proof.site.expected import Expected, Tokens, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.words import say, say_list, say_number

#: Up to so many dates stand by themselves in the timeline, and so many months.
_DATES, _MONTHS = 60, 150
#: How the tokens of a picture and of its table begin.
_FIGURE = '<figure class="cable-picture '
_TABLE = '<details class="cable-picture-words"'


@dataclass(frozen=True)
class Picture:
    """What a picture must say: its kind, its name, its caption, and the table behind it.

    ``directive`` is what the copy of the page has in its place, with the lines ``drawn_from``.
    ``words`` are those in it in their order, ``None`` where they are the figures of a scale;
    ``marks`` is how many shapes stand for something, ``None`` where that is not known.
    """

    kind: str
    name: str
    caption: str
    directive: str
    drawn_from: list[str]
    heads: tuple[str, ...] = ()
    rows: list[tuple[Tokens, ...]] = field(default_factory=list)
    words: list[str] | None = None
    marks: int | None = None

    @property
    def tokens(self) -> Tokens:
        """The picture on its page, without what is drawn in it, and its table."""
        drawn = el("svg", role="img", aria_label=self.name)
        frame = el("div", drawn, cls="cable-picture-frame", tabindex="0")
        caption = el("figcaption", self.caption)
        kind = f"cable-picture cable-picture-{self.kind}"
        return [*el("figure", frame, caption, cls=kind), *self._table()]

    @property
    def lines(self) -> list[str]:
        """The lines of the copy of the page in ``_sources``."""
        return [f"```{{cable:{self.directive}}}", *self.drawn_from, "```"]

    def _table(self) -> Tokens:
        if not self.rows:
            return []
        head = el(
            "tr", *(el("th", el("p", say(one)), cls="head") for one in self.heads), cls="row-odd"
        )
        rows = [
            el("tr", *(el("td", el("p", cell)) for cell in row), cls=f"row-{kind}")
            for row, kind in zip(self.rows, _in_turn(len(self.rows)), strict=True)
        ]
        table = el("table", el("thead", head), el("tbody", *rows), cls="cable-picture-table")
        summary = el("summary", say("The same as a table"))
        return el("details", summary, table, cls="cable-picture-words")


def _in_turn(count: int) -> Iterable[str]:
    return ("odd" if number % 2 else "even" for number in range(count))


def without_pictures(tokens: Tokens) -> Tokens:
    """Return the tokens of a page without its pictures and their tables, as books are proved."""
    found: Tokens = []
    depth = 0
    for token in tokens:
        if depth:
            depth += 0 if token[0] != "<" else -1 if token[1] == "/" else 1
        elif token.startswith((_FIGURE, _TABLE)):
            depth = 1
        else:
            found.append(token)
    return found


def picture_on(known: Known, page: str) -> Picture | None:
    """Return the picture that stands on a page of the edition, if one does."""
    made = _PICTURES.get(page)
    return made(known) if made else None


def picture_part(known: Known, page: str) -> Callable[[Expected], None]:
    """Return the part of a page that is its picture."""

    def part(expected: Expected) -> None:
        if picture := picture_on(known, page):
            expected.add(picture.tokens, *picture.lines)

    return part


def _timeline(known: Known) -> Picture | None:
    cables = [one.date for one in known.edition.cables if one.date[:4].isdigit()]
    events = [one.date for one in known.edition.registers.events if one.date[:4].isdigit()]
    length, dates = 0, set[str]()
    for length, most in ((10, _DATES), (7, _MONTHS), (4, 0)):
        dates = {date[:length] for date in (*cables, *events)}
        if len(dates) <= most:
            break
    if len(dates) < 2:
        return None
    first, last = min(dates)[:4], max(dates)[:4]
    numbers = [say_number(len(events), "{n} event", "{n} events")] if events else []
    numbers += [say_number(len(cables), "{n} cable", "{n} cables")] if cables else []
    message = "{told} from {first} to {last}" if first != last else "{told} of {year}"
    said = say(message, told=say_list(numbers), first=first, last=last, year=first)
    of_cables, of_events = (Counter(date[:length] for date in one) for one in (cables, events))
    return Picture(
        "timeline",
        say("Timeline: {told}", told=said),
        say("{told}; each stands in the list below.", told=said),
        "timeline",
        [_line(date, of_cables[date], of_events[date]) for date in sorted(dates)],
    )


def _line(*cells: object) -> str:
    return " | ".join(map(str, cells))


def _portions(known: Known) -> Picture | None:
    counts = portions_by_classification(known.edition.cables)
    if not counts:
        return None
    words = _in_bars([(one.classification, one.mark, one.paragraphs) for one in counts])
    return Picture(
        "portions",
        say_number(
            len(counts),
            "Paragraphs by portion mark, {n} row",
            "Paragraphs by portion mark, {n} rows",
        ),
        say("Paragraphs by portion mark, under the classification of the whole cable."),
        "portion-bars",
        [_line(one.classification, one.mark, one.meaning, one.paragraphs) for one in counts],
        ("Classification", "Mark", "Meaning", "Paragraphs"),
        [tuple(text(str(cell)) for cell in one) for one in counts],
        words,
        len(counts),
    )


def _in_bars(rows: Sequence[tuple[str, str, int]]) -> list[str]:
    """Return the words of bars in groups: the names of a group, its numbers, its title."""
    named = dict.fromkeys(name for _, name, _ in rows)
    order = sorted(named, key=lambda name: name == say("not stated"))
    words: list[str] = []
    for title, group in groupby(rows, key=lambda row: row[0]):
        members = list(group)
        words += sorted((name for _, name, _ in members), key=order.index)
        words += [*(str(number) for _, _, number in members), title]
    return words


def _withheld(known: Known) -> Picture | None:
    counts = withheld_bars(withheld_places(known.edition.cables))
    if not counts:
        return None
    return Picture(
        "withheld",
        say_number(len(counts), "What was withheld, {n} row", "What was withheld, {n} rows"),
        say("The number of places where words were cut out; the lists lead to each."),
        "withheld-bars",
        [_line(*one) for one in counts],
        ("Counted", "Value", "Places"),
        [tuple(text(str(cell)) for cell in one) for one in counts],
        _in_bars(counts),
        len(counts),
    )


def _people(known: Known) -> Picture | None:
    pairs = people_pairs(known.edition.cables, known.edition.registers.people)
    if not pairs:
        return None
    people = list(dict.fromkeys(one for pair in pairs for one in (pair.first.id, pair.second.id)))
    names = list(dict.fromkeys(n for pair in pairs for n in (pair.first.name, pair.second.name)))
    couples = [sorted((p.first.name, p.second.name), key=names.index) for p in pairs]
    across = sorted({one for one, _ in couples}, key=names.index)
    down = sorted({other for _, other in couples}, key=names.index)
    return Picture(
        "people-pairs",
        say(
            "Who appears with whom: {people}, {pairs}",
            people=say_number(len(people), "{n} people", "{n} people"),
            pairs=say_number(len(pairs), "{n} pair", "{n} pairs"),
        ),
        say("The number of paragraphs that name both people."),
        "people-pairs",
        [
            _line(
                *(of for p in (pair.first, pair.second) for of in (p.id, p.name)), pair.paragraphs
            )
            for pair in pairs
        ],
        ("Person", "With", "Paragraphs"),
        [
            (
                _entry(known, "person", pair.first.id, pair.first.name),
                _entry(known, "person", pair.second.id, pair.second.name),
                text(str(pair.paragraphs)),
            )
            for pair in pairs
        ],
        [*across, *down, *(str(pair.paragraphs) for pair in pairs)],
        len(pairs),
    )


def _tags(known: Known) -> Picture | None:
    counts = tags_in_time(known.edition.cables)
    if not counts:
        return None
    periods = sorted({one.period for one in counts})
    codes = list(dict.fromkeys(one.code for one in counts))
    span = periods[0]
    if len(periods) > 1:
        span = say("{first} to {last}", first=span, last=periods[-1])
    many = say_number(len(codes), "{n} TAG", "{n} TAGs")
    return Picture(
        "tags",
        say("TAGS over time: {codes}, {span}", codes=many, span=span),
        say("The number of cables with each TAG."),
        "tags-in-time",
        [_line(one.code, one.period, one.cables) for one in counts],
        ("TAG", "Time", "Cables"),
        [
            (_entry(known, "tag", one.code, one.code), text(one.period), text(str(one.cables)))
            for one in counts
        ],
        [*periods, *codes, *(str(one.cables) for one in counts)],
        len(counts),
    )


def _entry(known: Known, kind: str, entry: str, words: str) -> Tokens:
    placed = known.entries.get((kind, entry))
    # A picture stands on the first page of its register.
    page = {"person": "people", "tag": "tags"}[kind]
    return known.entry_link(placed, words, f"{page}/index") if placed else text(words)


def _references(known: Known) -> Picture | None:
    dates = {one.id: one.date for one in known.edition.cables}
    arcs = reference_arcs(known.graph, dates, known.edition.related)
    if not arcs.links:
        return None
    kinds = Counter(link.kind for link in arcs.links)
    parts = [say("Cables by date")]
    if not all(one.inside for one in arcs.cables):
        parts.append(say("a dot is a cable of this edition, a ring one outside"))
    if kinds["cites"]:
        parts.append(say("an arc joins a cable with one that it cites"))
    if kinds["related"]:
        parts.append(say("a broken arc, with a related one"))
    if arcs.left_out:
        parts.append(
            say_number(
                arcs.left_out,
                "{n} cable with fewer references is left out",
                "{n} cables with fewer references are left out",
            )
        )
    cables, links = len(arcs.cables), len(arcs.links)
    names = [one.name for one in arcs.cables]
    rows = [_line("cable", one.name, "inside" if one.inside else "outside") for one in arcs.cables]
    rows += [_line(one.kind, names[one.citing], names[one.cited]) for one in arcs.links]
    rows += [f"left-out | {arcs.left_out} |"] if arcs.left_out else []
    return Picture(
        "references",
        say(
            "Graph of references: {cables}, {links}",
            cables=say_number(cables, "{n} cable", "{n} cables"),
            links=say_number(links, "{n} link", "{n} links"),
        ),
        say("{told}. Each link stands in the list below.", told="; ".join(parts)),
        "reference-arcs",
        rows,
        words=names,
        # Each cable is a place in the row and a dot.
        marks=2 * cables + links,
    )


#: Page -> what its picture must be.
_PICTURES = {
    "chronology/index": _timeline,
    "classifications/index": _portions,
    "people/index": _people,
    "references/index": _references,
    "missing/withheld": _withheld,
    "tags/index": _tags,
}
