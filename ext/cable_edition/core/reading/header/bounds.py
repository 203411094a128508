"""Where the transmission header of a cable text ends, and whether there is one."""

from __future__ import annotations

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.late_methods import dataclass
from cable_edition.core.reading.header import patterns
from cable_edition.core.reading.text.class_line import near_class_line

#: A header that addresses every post in the world has some 20,000 characters.
LIMIT = 65_536


@dataclass(slots=True)
class Bounds:
    """The header of a text: where the parts begin that the others are found by.

    ``end`` is where the header ends at the latest: the classification line if ``closed``, else
    the first field of the opening or the end of what was looked at. ``addresses`` is where the
    lists of addressees begin (the label TO or INFO), ``None`` where there are none. ``lines`` is
    false in a flattened text. ``turned`` is where the lists end that stand before the originator.
    """

    end: int
    closed: bool
    group: int | None
    sender: int | None
    addresses: int | None
    lines: bool
    turned: int | None = None


def find_bounds(text: str) -> Bounds | None:
    """Return the bounds of the transmission header at the start of ``text``, or ``None``.

    A text that opens with its classification line has none. Nothing is looked for behind the
    first field of the opening.
    """
    if patterns.OPENED.match(text):
        return None
    window = min(len(text), LIMIT)
    stop = patterns.stop_of(text, window)
    limit = stop.start() if stop else window
    group = patterns.group_of(text, limit)
    sender = patterns.FROM.search(text, group.end() if group else 0, limit)
    after = sender.end() if sender else group.end() if group else 0
    action = patterns.TO.search(text, after, limit)
    addresses = action.start() if action else None
    if action and not (group or sender) and not _addressed(text, action.end()):
        addresses = None
    if addresses is None:
        info = patterns.INFO.search(text, after, limit)
        if info and _addressed(text, info.end()):
            # A header that was cut may begin among the lines before INFO.
            first = patterns.ROUTE.match(text, _skip_white(text))
            addresses = first.start() if first and not after else info.start()
    turned = None
    if addresses is None and sender:
        # Some copies have the addressees first.
        first = patterns.TO.search(text, 0, sender.start())
        if first and _opens_line(text, first.start()) and _addressed(text, first.end()):
            addresses, turned = first.start(), sender.start()
    if not (sender or addresses is not None or _marked(text, limit)):
        # A date-time group by itself may stand in a text, too.
        leads = group is not None and _leads(text, group.start())
        if not leads:
            return None
    begin = after if addresses is None or turned else addresses
    lines = _broken(text, limit)
    end = _class_line(text, begin, limit, lines=lines)
    return Bounds(
        end=limit if end is None else end,
        closed=end is not None,
        group=group.start() if group else None,
        sender=sender.start() if sender else None,
        addresses=addresses,
        lines=lines,
        turned=turned,
    )


def _class_line(text: str, begin: int, limit: int, *, lines: bool) -> int | None:
    """Return where the classification line begins; class words at the ends of pages are none."""
    first: int | None = None
    after = begin
    for match in patterns.classifications(text, begin, limit):
        at = match.start()
        if at < after or (lines and not _opens_line(text, at)):
            continue
        page = patterns.PAGE_BREAK.match(text, at, limit)
        if page is None:
            return at
        first = at if first is None else first
        after = page.end()
    if first is not None:
        return first
    near = near_class_line(text, begin, limit)
    return near.start if near and not (lines and not _opens_line(text, near.start)) else None


def _marked(text: str, limit: int) -> bool:
    """Whether something stands at the top that only a transmission header has."""
    marks = (patterns.VZCZC, patterns.STATION, patterns.OFFICES, patterns.SECURITY)
    return any(mark.search(text, 0, min(limit, 4_000)) for mark in marks)


def _skip_white(text: str) -> int:
    return len(text) - len(text.lstrip(WHITE))


def _broken(text: str, limit: int) -> bool:
    """Whether a line ends before ``limit`` and another follows; a last line end tells nothing."""
    at = text.find("\n", _skip_white(text), limit)
    return at >= 0 and not text[at:limit].isspace()


def _addressed(text: str, position: int) -> bool:
    """Whether an addressee stands at ``position``: a route, or a name that only a post has."""
    return patterns.ADDRESSEE.match(text, position) is not None


def _leads(text: str, position: int) -> bool:
    """Whether only short header lines can stand before ``position``."""
    return position < 2_000 and _opens_line(text, position)


def _opens_line(text: str, position: int) -> bool:
    start = text.rfind("\n", 0, position) + 1
    return not text[start:position].strip()
