"""The style sheets and scripts of Sphinx and of themes: the pages load what the packages ship.

A file is right if a package ships its bytes under its name; if a package ships a template of it and
each of its statements is one of the template's; if it is the style sheet of code, which may colour
code and nothing else; or if the edition has it among its own documents.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import EntryPoints, PackageNotFoundError, entry_points, files
from importlib.util import find_spec
from pathlib import Path

from cable_edition.core.late_pattern import late
from cable_edition.core.proof.site.classes import HIDING
from cable_edition.core.settings.edition_file import NAME

_STATIC = "_static/"
_KINDS = (".css", ".js")
#: How Sphinx and its themes name templates of files.
_TEMPLATES = (".jinja", "_t")
#: What pages load to search as Sphinx does.
_OF_SEARCH = frozenset({"searchindex.js", "_static/language_data.js", "_static/searchtools.js"})
#: A word that can be a class.
_CLASS = late(r"(?<![\w-])[A-Za-z][\w-]{0,60}(?![\w-])")
_CODE_STYLES = frozenset({"pygments.css", "pygments_dark.css"})
#: The words of Sphinx's scripts in another language, and what the file is called before.
_WORDS, _CATALOG = "translations.js", "sphinx.js"
_EXPRESSION = late(r"\{\{.*?\}\}", re.DOTALL)
_INSTRUCTION = late(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PARTS = late(r"[{};\n]")
_ENDED = late(r"[^{};]*[{};]|[^{};]+\Z")
#: What a package is called, where another one says that it requires it.
_NAME = late(r"[A-Za-z0-9._-]{1,100}")
#: Files that say where pages lead.
_SAYING = frozenset({".conf", ".html", ".jinja", ".md", ".py", ".rst", ".toml", ".yaml"})
_COMMENT = late(r"/\*.*?\*/", re.DOTALL)
#: What a value that a setting gives may be in a style sheet, and in a script.
_GAPS = {
    ".css": r"(?:[\w .,#%'\"!/+-]|var\([\w-]{1,60}\)|url\([\w.-]{1,60}\)){0,300}",
    ".js": (
        r"(?:[\w .,#%&:/+-]{0,300}|'[\w .,#%&:/+$>-]{0,99}'|\"[\w .,#%&:/+-]{0,99}\""
        r"|\[(?:[\"'][\w' -]{0,60}[\"'](?:, ?)?){0,2000}\])"
    ),
}
_RULE = late(r"([^{}]*)\{([^{}]*)\}")
_COLOURS = late(
    r"(?:color|background(?:-color)?|font-(?:weight|style)|text-decoration|border|line-height"
    r"|padding(?:-left|-right)?): [\w #.,%!-]{1,80}"
)
#: Code, or something in it, in one of the looks of a page.
_OF_CODE = late(
    r"(?:(?:body|html)[^\s.,]{0,60} )?\.highlight(?: [\w.]{1,60}){0,3}"
    r"|pre|(?:td|span)\.linenos(?:[ .][\w.]{1,60})?"
)
_FEATURE = late(r"@media [\w ():-]{1,80}")


@lru_cache(maxsize=4096)
def _program(path: Path) -> bytes:
    """Return the program in a file of a package, which stays as it is while a proof runs."""
    return path.read_bytes()


@lru_cache(maxsize=8)
def _together(paths: tuple[Path, ...]) -> bytes:
    return b"\n".join(map(_program, paths))


@lru_cache(maxsize=64)
def _files_in(folder: Path) -> tuple[Path, ...]:
    """Return all that is in the folder of a package, in order."""
    return tuple(sorted(folder.rglob("*")))


@lru_cache(maxsize=4096)
def _words_in(path: Path) -> frozenset[str]:
    """Return the words in the texts of a program: few programs have a word that is sought."""
    texts = (
        node.value
        for node in ast.walk(ast.parse(_program(path)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(word for text in texts for word in _CLASS.findall(text))


class ThemeFiles:
    """Knows the files that Sphinx and the installed themes ship, of a site in a folder.

    ``documents`` is the folder of ``conf.py``; ``extensions`` are those of further packages.
    """

    def __init__(self, site: Path, documents: Path, extensions: Sequence[Path] = ()) -> None:
        self._site = site
        self._extensions = extensions
        self._documents = documents
        self._shipped: dict[str, bool] = {}
        self._styled: dict[str, bool] = {}

    def fault(self, address: str) -> str:
        """Return what is wrong with a file that pages load, ``_static/basic.css``; or nothing."""
        path = self._site / address
        try:
            data = path.read_bytes()
        except OSError:
            return "this file, which pages load, cannot be read"
        if self._is_right(path, data, address.removeprefix(_STATIC)):
            return ""
        return "this file is not the one of Sphinx or of the theme"

    def ships(self, address: str) -> bool:
        """Whether a file that pages load is one of Sphinx or of a theme, as packages ship it."""
        if address not in self._shipped:
            path = self._site / address
            is_there = address.startswith(_STATIC) and path.suffix in _KINDS and path.is_file()
            self._shipped[address] = is_there and self.is_shipped(path.name, path.read_bytes())
        return self._shipped[address]

    def _is_right(self, path: Path, data: bytes, name: str) -> bool:
        own = (one.read_bytes() for one in self._own(name))
        return self.is_shipped(path.name, data) or any(data == one for one in own)

    def is_shipped(self, name: str, data: bytes) -> bool:
        """Whether a package ships a style sheet or script of this name, or a template of it."""
        shipped = _CATALOG if name == _WORDS else name
        if sha256(data).digest() in self._digests.get(shipped, ()):
            return True
        text = data.decode("utf-8", "replace")
        if name in _CODE_STYLES:
            return _colours_code(text)
        patterns = self._patterns(name)
        return bool(patterns) and all(
            any(pattern.fullmatch(part) for pattern in patterns) for part in _parts(name, text)
        )

    def _own(self, name: str) -> Iterator[Path]:
        """Yield the files of a name in the folders beside the chapters."""
        for folder in sorted(self._documents.iterdir()):
            if folder.is_dir() and folder.name != "_build" and (folder / name).is_file():
                yield folder / name
        if name == _WORDS:
            yield from sorted(self._documents.glob(f"*/*/LC_MESSAGES/{_CATALOG}"))

    def names_host(self, host: str) -> bool:
        """Whether the edition's settings or chapters, a theme or an extension name a host."""
        return host.encode("utf-8") in self._said

    @cached_property
    def _said(self) -> bytes:
        """All that settings, chapters, themes and extensions say."""
        shipped = (path for path in self._files if path.suffix in _SAYING)
        own = (*self._of_settings, *self._of_chapters)
        found = (path for path in (*own, *self.templates, *shipped) if path.is_file())
        return b"\n".join(path.read_bytes() for path in found)

    @property
    def _of_settings(self) -> list[Path]:
        settings = [folder / NAME for folder in (self._documents, self._documents.parent)]
        return [*settings, self._documents / "conf.py"]

    @property
    def settings(self) -> str:
        """What the settings of the edition say, ``edition.toml`` and ``conf.py`` together."""
        files = (path for path in self._of_settings if path.is_file())
        return "\n".join(path.read_text("utf-8", "replace") for path in files)

    @cached_property
    def _of_chapters(self) -> list[Path]:
        # The pages of cables are made, and as many as there are cables.
        left = {"_build", "cables"}
        found = (path for path in self._documents.glob("**/*.*") if path.suffix in _SAYING)
        return [
            path for path in found if left.isdisjoint(path.relative_to(self._documents).parts[:-1])
        ]

    def read_chapters(self) -> str:
        """Return what the chapters of the edition say, as their files have it."""
        files = (path for path in self._of_chapters if path.is_file())
        return "\n".join(path.read_text("utf-8", "replace") for path in files)

    def lacks(self, address: str) -> bool:
        """Whether pages load a file of Sphinx's search that an edition has not: it has its own."""
        return address in _OF_SEARCH and not (self._site / address).exists()

    def ships_file(self, path: Path) -> bool:
        """Whether a package ships a file of whatever kind under this name, by its bytes."""
        candidates = self._by_name.get(path.name, ())
        if not candidates:
            return False
        data = path.read_bytes()
        return any(_program(one) == data for one in candidates)

    def styles(self, name: str) -> bool:
        """Whether the program of a theme or of an extension gives elements a class."""
        if name not in self._styled:
            word = name.encode("utf-8", "replace")
            # Asked first: a program that has a short name within other words need not be read.
            alone = re.compile(rb"(?:\A|[^\w-]|\\\w{1,9})%s(?![\w-])" % re.escape(word))
            self._styled[name] = (
                name not in HIDING
                and word in _together(self._programs)
                and any(
                    word in (program := _program(one))
                    and alone.search(program)
                    and name in _words_in(one)
                    for one in self._programs
                )
            )
        return self._styled[name]

    @cached_property
    def _programs(self) -> tuple[Path, ...]:
        of_sphinx = next((one for one in self._folders if one.name == "sphinx"), None)
        return tuple(
            path
            for path in self._files
            if path.suffix == ".py" and (of_sphinx is None or of_sphinx not in path.parents)
        )

    @cached_property
    def templates(self) -> list[Path]:
        """The templates of pages in the packages, and the edition's own."""
        own = sorted(self._documents.glob("_templates/*.html"))
        return [path for path in [*self._files, *own] if path.suffix in {".html", ".jinja"}]

    @cached_property
    def _folders(self) -> list[Path]:
        packages = ["sphinx", *sorted({one.module for one in self._points})]
        specs = (find_spec(name.partition(".")[0]) for name in packages)
        folders = {Path(one.origin).parent for one in specs if one and one.origin}
        return sorted({*folders, *self._extensions})

    @cached_property
    def _points(self) -> EntryPoints:
        return entry_points(group="sphinx.html_themes")

    @cached_property
    def _files(self) -> list[Path]:
        found = [path for folder in self._folders for path in _files_in(folder)]
        return found + sorted(_required(self._points))

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in self._files:
            if path.suffix != ".py" and path.is_file():
                found.setdefault(path.name, []).append(path)
        return found

    @cached_property
    def _digests(self) -> dict[str, set[bytes]]:
        found: dict[str, set[bytes]] = {}
        for path in self._files:
            if path.suffix in _KINDS:
                found.setdefault(path.name, set()).add(sha256(path.read_bytes()).digest())
        return found

    def _is_of_extension(self, path: Path) -> bool:
        return any(one in path.parents for one in self._extensions)

    def _patterns(self, name: str) -> list[re.Pattern[str]]:
        """Return what the statements of a file may be of which packages ship a template."""
        gap = _GAPS.get(Path(name).suffix, "")
        parts: set[str] = set()
        # The editors may have templates of files, too.
        own = [one for end in _TEMPLATES for one in self._documents.rglob(f"{name}{end}")]
        for path in [*own, *self._files]:
            if path.name in {f"{name}{ending}" for ending in _TEMPLATES}:
                text = _INSTRUCTION.sub("", path.read_text("utf-8"))
                parts.update(_parts(name, _EXPRESSION.sub("\0", text)))
                if not self._is_of_extension(path):
                    continue
                # What an extension fills in stands in scripts beside its template.
                for beside in sorted(path.parent.glob(f"*{Path(name).suffix}")):
                    said = beside.read_text("utf-8")
                    parts.update(_parts(name, said), _parts(name, said.replace("export ", "")))
            elif parts and path.suffix == ".js" and path.parent.parent.name == "search":
                # The stemmer of the language stands in the file of the search.
                parts.update(_parts(name, path.read_text("utf-8")))
        exact = "|".join(map(re.escape, sorted(part for part in parts if "\0" not in part)))
        given = (
            gap.join(map(re.escape, part.split("\0"))) for part in sorted(parts) if "\0" in part
        )
        return [re.compile(one) for one in (exact, *given) if one]


def _required(points: EntryPoints) -> Iterator[Path]:
    """Yield the style sheets and scripts of packages that the packages of themes require."""
    said = {text for one in points for text in (one.dist and one.dist.requires) or ()}
    names = {match[0] for text in said if "extra ==" not in text and (match := _NAME.match(text))}
    for name in sorted(names - {"sphinx", "Sphinx"}):
        try:
            shipped = files(name) or []
        except PackageNotFoundError:
            continue
        yield from (Path(one.locate()) for one in shipped if one.suffix in _KINDS)


def _parts(name: str, text: str) -> Iterator[str]:
    """Yield what a file says, one statement at a time."""
    return _rules(text) if name.endswith(".css") else _statements(text)


def _statements(text: str) -> Iterator[str]:
    for part in _PARTS.split(text):
        if stripped := part.strip():
            yield stripped


def _rules(text: str) -> Iterator[str]:
    """Yield each statement of a style sheet behind what it is about, and each comment.

    So what is said of one element is not right of another.
    """
    yield from (" ".join(one.split()) for one in _COMMENT.findall(text))
    about: list[str] = []
    for piece in _ENDED.findall(_COMMENT.sub(" ", text)):
        said = " ".join(piece.strip("{};").split())
        if piece.endswith("{"):
            about.append(said)
        elif said:
            yield " { ".join((*about, said))
        if piece.endswith("}"):
            if about:
                about.pop()
            else:
                yield "}"
    if about:
        yield "{"


def _colours_code(text: str) -> bool:
    """Whether a style sheet colours code and does nothing else."""
    rest = _COMMENT.sub("", text)
    rules = _RULE.findall(rest)
    for selectors, said in rules:
        selector = selectors.strip()
        while match := _FEATURE.match(selector):
            selector = selector[match.end() :].lstrip()
        if not all(_OF_CODE.fullmatch(one.strip()) for one in selector.split(",")):
            return False
        if not all(_COLOURS.fullmatch(one.strip()) for one in said.split(";") if one.strip()):
            return False
    left = _FEATURE.sub("", _RULE.sub("", rest))
    return not left.strip("{} \n\t\r")
