"""What a page draws beside its words, and whether its words can be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

#: The line above the notes: black, so long, in points.
_RULE = (50.6, 51.4)
#: Words in a paler ink than this cannot be read, nor smaller ones than this in points.
_PALE, _SMALLEST = 0.8, 3.0
#: A surface that is smaller, in points, covers nothing.
_COVERING = 4.0
#: A line so far above the foot of letters is through them.
_THROUGH = (1.2, 4.5)
_UNSEEN = frozenset({3, 7})
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_FILLING = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_ENDING = frozenset({b"S", b"s", b"n"}) | _FILLING


class _State(NamedTuple):
    ink: float = 0.0
    mode: int = 0
    size: float = 0.0
    width: float = 1.0
    clipped: bool = False
    clear: bool = False


class Drawing:
    """Follows the operations of one page; :meth:`take` is called before each of them.

    ``rule`` is the height of the line above the notes, if there is one; ``faults`` what is wrong.
    """

    def __init__(self, page: Any) -> None:
        self._states = [_State()]
        self._path: list[tuple[float, float]] = []
        #: Left end, a point that is not beyond the right end, and foot of the words up to here.
        self._words: list[tuple[float, float, float]] = []
        box = page.mediabox
        self._box = (float(box.left), float(box.bottom), float(box.right), float(box.top))
        self._graphics: Any = (page.get("/Resources") or {}).get("/ExtGState", {})
        self._said: dict[str, None] = {}
        self.rule: float | None = None
        self._does: dict[bytes, Callable[[Sequence[Any], Sequence[float]], None]] = {
            b"q": lambda *_: self._states.append(self._states[-1]),
            b"Q": self._restore,
            b"g": lambda given, _: self._set(ink=float(given[0])),
            b"rg": lambda given, _: self._set(ink=_light(given)),
            b"k": lambda given, _: self._set(ink=_light_of_inks(given)),
            b"sc": self._colour,
            b"scn": self._colour,
            b"Tr": lambda given, _: self._set(mode=int(given[0])),
            b"Tf": lambda given, _: self._set(size=float(given[1])),
            b"w": lambda given, _: self._set(width=float(given[0])),
            b"W": lambda *_: self._set(clipped=True),
            b"W*": lambda *_: self._set(clipped=True),
            b"gs": self._graphics_state,
            b"m": self._point,
            b"l": self._point,
            b"c": self._points,
            b"v": self._points,
            b"y": self._points,
            b"re": self._rectangle,
            b"Do": self._image,
            b"INLINE IMAGE": self._image,
            b"sh": lambda *_: self._tell_of("a shading"),
            b"BDC": self._marked,
        }

    @property
    def faults(self) -> list[str]:
        """What is wrong on the page."""
        return list(self._said)

    def take(
        self, operator: bytes, given: Sequence[Any], matrix: Sequence[float], text: Sequence[float]
    ) -> None:
        """Take an operation with the matrices of the page and of its words."""
        does = self._does.get(operator)
        if does is not None:
            does(given, matrix)
        elif operator in _SHOWING:
            self._show(given, matrix, text)
        elif operator in _ENDING:
            self._end(operator, matrix)

    def _tell_of(self, what: str) -> None:
        self._said[what] = None

    def _set(self, **values: Any) -> None:
        self._states[-1] = self._states[-1]._replace(**values)

    def _restore(self, *_: Any) -> None:
        if len(self._states) > 1:
            self._states.pop()

    def _colour(self, given: Sequence[Any], _matrix: Sequence[float]) -> None:
        numbers = [one for one in given if isinstance(one, int | float)]
        if len(numbers) in {1, 3}:
            self._set(ink=_light(numbers * (1 if len(numbers) == 3 else 3)))
        elif len(numbers) == 4:
            self._set(ink=_light_of_inks(numbers))

    def _graphics_state(self, given: Sequence[Any], _matrix: Sequence[float]) -> None:
        found = self._graphics.get(given[0])
        state: Any = {} if found is None else found.get_object()
        if "/ca" in state:
            self._set(clear=float(state["/ca"]) < 0.5)

    def _marked(self, given: Sequence[Any], _matrix: Sequence[float]) -> None:
        said = given[1] if len(given) > 1 else None
        if given and given[0] == "/OC":
            self._tell_of("words of a layer that can be switched off")
        elif isinstance(said, dict) and "/ActualText" in said:
            self._tell_of("words that are copied otherwise than they are seen")

    # -- words ------------------------------------------------------------------------------------

    def _show(self, given: Sequence[Any], matrix: Sequence[float], text: Sequence[float]) -> None:
        state = self._states[-1]
        x, y = _moved(matrix, text[4], text[5])
        shown = _glyphs(given[-1] if given else ())
        if not shown:
            return
        size = state.size * abs(text[3] or text[1]) * abs(matrix[3] or matrix[1])
        self._words.append((x, x + 0.3 * size * shown, y))
        left, bottom, right, top = self._box
        where = f"at {x:.0f}, {y:.0f}"
        if state.mode in _UNSEEN or state.clipped or state.clear:
            self._tell_of(f"words that are not seen {where}")
        elif state.ink > _PALE:
            self._tell_of(f"words in the colour of paper {where}")
        elif size < _SMALLEST:
            self._tell_of(f"words too small to be read {where}")
        elif not (left <= x < right and bottom <= y < top):
            self._tell_of(f"words beside the page {where}")

    # -- surfaces and lines -----------------------------------------------------------------------

    def _point(self, given: Sequence[Any], matrix: Sequence[float]) -> None:
        self._path.append(_moved(matrix, float(given[0]), float(given[1])))

    def _points(self, given: Sequence[Any], matrix: Sequence[float]) -> None:
        for number in range(0, len(given) - 1, 2):
            self._point(given[number : number + 2], matrix)

    def _rectangle(self, given: Sequence[Any], matrix: Sequence[float]) -> None:
        x, y, width, height = (float(one) for one in given)
        self._path += [_moved(matrix, x, y), _moved(matrix, x + width, y + height)]

    def _image(self, _given: Sequence[Any], matrix: Sequence[float]) -> None:
        corners = [_moved(matrix, 0.0, 0.0), _moved(matrix, 1.0, 1.0)]
        self._cover(corners)

    def _end(self, operator: bytes, matrix: Sequence[float]) -> None:
        path, self._path = self._path, []
        if not path or operator == b"n":
            return
        left, right = min(x for x, _ in path), max(x for x, _ in path)
        bottom, top = min(y for _, y in path), max(y for _, y in path)
        state = self._states[-1]
        thick = state.width * abs(matrix[3] or 1.0) if operator in {b"S", b"s"} else 0.0
        height = max(top - bottom, thick)
        middle = (top + bottom) / 2
        if height >= _COVERING:
            if operator in _FILLING or thick >= _COVERING:
                self._cover([(left, middle - height / 2), (right, middle + height / 2)])
            return
        if _RULE[0] <= right - left <= _RULE[1] and state.ink < 0.1:
            self.rule = middle
        for begin, end, foot in self._words:
            if _THROUGH[0] < middle - foot < _THROUGH[1] and begin < right and left < end:
                self._tell_of(f"words that are struck out at {begin:.0f}, {foot:.0f}")

    def _cover(self, corners: Sequence[tuple[float, float]]) -> None:
        (left, bottom), (right, top) = corners
        left, right, bottom, top = (
            min(left, right),
            max(left, right),
            min(bottom, top),
            max(bottom, top),
        )
        for begin, end, foot in self._words:
            if begin < right - 1 and left + 1 < end and bottom < foot + 2 < top:
                self._tell_of(f"words that something covers at {begin:.0f}, {foot:.0f}")


def _moved(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = (float(one) for one in matrix[:6])
    return a * x + c * y + e, b * x + d * y + f


def _glyphs(shown: Any) -> int:
    """Return how many bytes of glyphs are shown, by two."""
    parts = shown if isinstance(shown, list) else [shown]
    return sum(len(one) for one in parts if isinstance(one, str | bytes)) // 2


def _light(given: Sequence[Any]) -> float:
    red, green, blue = (float(one) for one in given[:3])
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _light_of_inks(given: Sequence[Any]) -> float:
    cyan, magenta, yellow, black = (float(one) for one in given[:4])
    return (1 - black) * _light((1 - cyan, 1 - magenta, 1 - yellow))
