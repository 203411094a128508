"""The settings of an edition in Sphinx: ``edition.toml``, what conf.py adds, and the releases.

All of it is settled once, before any other extension reads a value. Afterwards
:func:`edition_file` gives the settings, and Sphinx's own values (title, author, version, ...) say
the same.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.i18n import format_date

from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import RELEASES, Release, newest_release
from cable_edition.core.settings import UNRELEASED, EditionFile, load_of_documents, short_name
from cable_edition.core.settings.edition_file import registers_fault, shown_path, sources_fault
from cable_edition.core.settings.epoch import EPOCH, epoch_of
from cable_edition.core.settings.forms import FOLDER, slashed
from cable_edition.core.settings.model import (
    ALL_DATA,
    BY_OLD_NAME,
    Setting,
    Settings,
    fault_of,
    value_of,
)
from cable_edition.core.settings.reading import nearest
from cable_edition.core.settings.twins import TWINS, as_setting
from cable_edition.core.words import ENGLISH, say, speak, speaking
from cable_edition.sphinx_ext.conf_py import ConfPy
from cable_edition.sphinx_ext.stopping import stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import _ConfigRebuild as Rebuild

logger = logging.getLogger(__name__)

#: What is made again after a change of a setting, where that is not everything.
_REBUILD: dict[str, Rebuild] = {
    "cable_data": "html",
    "cable_book_subtitle": "",
    "cable_book_without": "",
}
#: Values that the extension sets for itself.
_OWN = frozenset({"cable_edition_file", "cable_released", "cable_fingerprint"})
#: How the names of values begin that stand in pages and books.
_PUBLISHED = ("epub_", "html_", "latex_", "ogp_")
#: An address with a user, and perhaps a password.
_USER = re.compile(r"https?://[^\s/?#@]{1,300}@")

#: Builders whose pages have room beside the text.
BUILDERS = frozenset({"html", "dirhtml"})


def edition_file(config: Config) -> EditionFile:
    """Return the settings of the build, with what conf.py and options add to them."""
    return cast("EditionFile", config.cable_edition_file)


def settings_of(config: Config) -> Settings:
    """Return the settings alone."""
    return edition_file(config).settings


class _Settling:
    """Brings together what the file, conf.py and the options say; notes what does not agree."""

    def __init__(self, folder: Path, config: Config) -> None:
        self._folder = folder
        self._config = config
        self._conf = ConfPy(folder, config)
        self._file, self.problems = load_of_documents(folder)
        self._values: dict[str, Any] = {}

    def settled(self) -> EditionFile:
        """Return the settings that hold; what is wrong is in ``problems`` then."""
        self._refuse_unknown()
        self._refuse_types()
        self._refuse_users()
        for old, setting in BY_OLD_NAME.items():
            if old in self._conf:
                self._take_old(old, setting)
        for name, setting_name in TWINS.items():
            if name in self._conf:
                self._take_twin(name, setting_name)
        file = self._file.with_(self._values)
        if file.settings.folders.registers:
            self._check_registers(file)
        else:
            beside = os.path.relpath(self._folder / "registers", file.root)
            file = file.with_({"folders.registers": Path(beside).as_posix()})
        return file

    def _check_registers(self, file: EditionFile) -> None:
        fault = registers_fault(file.registers)
        if not fault:
            return
        if "cable_registers" in self._conf:
            self._error("bad-setting", fault, "cable_registers")
        else:
            line = file.lines.get("folders.registers")
            self.problems.append(Problem("bad-setting", fault, file.shown, line))

    def check_epoch(self, environment: Mapping[str, str]) -> None:
        """Note a moment that no format can hold."""
        try:
            epoch_of(environment)
        except ValueError as error:
            self.problems.append(Problem("bad-setting", str(error), EPOCH))

    def refuse_missing_extensions(self) -> None:
        """Note each extension that no module has, where conf.py does not say where to look."""
        named = self._config.extensions
        if self._conf.changes_path or not isinstance(named, list | tuple):
            return
        for name in named:
            if isinstance(name, str) and not _is_module(name.partition(".")[0]):
                self._error("bad-setting", f"there is no extension `{name[:80]}`", "extensions")

    def _refuse_unknown(self) -> None:
        for name in self._conf.names("cable_"):
            if name not in self._config or name in _OWN:
                advice = nearest(name)
                self._error("unknown-setting", f"there is no setting `{name}`{advice}", name)

    def _refuse_types(self) -> None:
        """Note each value of Sphinx's own that is of another type; many end in a crash report."""
        for name, option in self._config.values.items():
            is_sphinx = name in Config.config_values or name.startswith(_PUBLISHED)
            if not is_sphinx or name not in self._conf or self._conf.by_option(name):
                continue
            value, types = self._conf.value(name), option.valid_types
            if not isinstance(types, frozenset) or not types:
                continue
            if not callable(option.default):
                types |= {type(option.default)}
            if not _is_of(value, types):
                said = " or ".join(sorted(one.__name__ for one in types))
                message = f"`{name}` must be of the type {said}, not {type(value).__name__}"
                self._error("bad-setting", message, name)

    def _refuse_users(self) -> None:
        """Note each value with an address that has a user or password; it would be published."""
        for name in (name for prefix in _PUBLISHED for name in self._conf.names(prefix)):
            if _USER.search(repr(self._conf.value(name))):
                message = (
                    f"`{name}` has an address with a user or password, and would be published; "
                    "take them out"
                )
                self._error("bad-setting", message, name)

    def _take_old(self, old: str, setting: Setting) -> None:
        value = getattr(self._config, old)
        if old == "cable_data" and isinstance(value, bool):
            value = (ALL_DATA,) if value else ()
        if isinstance(setting.default, tuple) and isinstance(value, str):
            value = tuple(value.split(",")) if self._conf.by_option(old) else value
        if isinstance(value, list | tuple) and self._conf.by_option(old):
            # An option that is empty is a list of one empty text.
            value = tuple(one for one in value if one)
        if fault := fault_of(setting, value, old):
            self._error("bad-setting", fault, old)
            return
        if setting.form is FOLDER:
            found = os.path.relpath(self._folder / value, self._file.root)
            value = Path(found).as_posix()
        elif isinstance(value, list):
            value = tuple(value)
        self._values[setting.name] = value
        if self._conf.by_option(old):
            return
        if setting.name in self._file.lines:
            before = value_of(self._file.settings, setting.name)
            same = Path(before) == Path(value) if setting.form is FOLDER else before == value
            if not same:
                self._disagree(old, setting.name)
                return
        named = _words(setting.name)
        self._tell(f"`{old}` has moved: write it as {named} in edition.toml", old)

    def _take_twin(self, name: str, setting: str) -> None:
        value = as_setting(setting, getattr(self._config, name))
        by_option = self._conf.by_option(name)
        if value is None:
            # It stays Sphinx's affair.
            return
        given = setting in self._file.lines and not by_option
        if given and not _agree(setting, value, self._file.settings):
            self._disagree(name, setting)
            return
        if not given:
            self._values[setting] = value
            if self._file.path and not by_option:
                message = (
                    f"`{name}` is read by Sphinx alone: write it as {_words(setting)} in "
                    f"{self._file.shown}, for all commands"
                )
                self._tell(message, name)

    def _disagree(self, name: str, setting: str) -> None:
        message = (
            f"`{name}` is not what {_words(setting)} is in {self._file.place(setting)}; take the "
            "line out here"
        )
        self._error("bad-setting", message, name)

    def version(self, file: EditionFile) -> Release | None:
        """Return the newest release; a version or a day in conf.py has to agree with it."""
        sources = file.sources.resolve()
        newest = newest_release(sources)
        for name in ("version", "release"):
            said = str(getattr(self._config, name) or "") if name in self._conf else ""
            if not said or (newest is None and said == UNRELEASED):
                continue
            if newest is None:
                message = (
                    f"`{name}` is passed over: nothing is released yet, and the version comes from "
                    f"{RELEASES}; take the line out here"
                )
                self._tell(message, name)
            elif said != newest.version and not (
                # Sphinx's `version` may be the first numbers alone.
                name == "version" and newest.version.startswith(f"{said}.")
            ):
                releases = shown_path(sources / RELEASES)
                message = (
                    f"`{name}` is {said[:80]!r}, but the newest release in {releases} is "
                    f"{newest.version}; take the line out here"
                )
                self._error("bad-setting", message, name)
        said = str(getattr(self._config, "today", "") or "") if "today" in self._conf else ""
        if newest and said not in {"", newest.date, self._day(newest, file)}:
            message = (
                f"`today` is {said[:80]!r}, but release {newest.version} in "
                f"{shown_path(sources / RELEASES)} is dated {newest.date}; take the line out here"
            )
            self._error("bad-setting", message, "today")
        return newest

    def _day(self, newest: Release, file: EditionFile) -> str:
        """Return the day of a release as a book gives it, in the form that conf.py may ask for."""
        form = str(self._config.today_fmt or "") or "%d %B %Y"
        return _day(newest.date, form, file.settings.language)

    def _error(self, code: str, message: str, name: str) -> None:
        path, line = self._conf.place(name)
        self.problems.append(Problem(code, message, path, line))

    def _tell(self, message: str, name: str) -> None:
        path, line = self._conf.place(name)
        notice = Problem("moved-setting", message, path, line)
        logger.info("%s", notice.located())

    def give_sphinx(self, file: EditionFile, newest: Release | None) -> None:
        """Give Sphinx's values what the settings say, where conf.py does not."""
        config, settings = self._config, file.settings
        for old, setting in BY_OLD_NAME.items():
            value = value_of(settings, setting.name)
            if setting.form is FOLDER:
                value = Path(os.path.relpath(file.root / value, self._folder)).as_posix()
            config[old] = list(value) if isinstance(value, tuple) else value
        version = newest.version if newest else UNRELEASED
        config["version"] = config["release"] = version
        for name, given in self._sphinx_values(file, newest).items():
            if given and name not in self._conf:
                config[name] = given
        config["cable_edition_file"] = file
        config["cable_released"] = newest.date if newest else ""

    def _sphinx_values(self, file: EditionFile, newest: Release | None) -> dict[str, Any]:
        settings = file.settings
        with speaking(settings.language):
            # Of Sphinx a book without a name has the words "Author name not set".
            author = settings.author or settings.publisher or say("The editors")
        values: dict[str, Any] = {
            "project": settings.title,
            "author": author,
            "language": settings.language.replace("-", "_"),
            # Themes set it as it is, in HTML.
            "html_title": escape(settings.title, quote=False),
            "html_baseurl": slashed(settings.base_url),
            "epub_publisher": settings.publisher or settings.author,
        }
        if "project_copyright" not in self._conf:
            values["copyright"] = settings.copyright
        if "title" in file.lines:
            values["epub_basename"] = short_name(settings.title)
        if newest:
            values["today"] = self._day(newest, file)
        return values


def _is_module(name: str) -> bool:
    """Whether Python finds a module of this name; nothing of it is run."""
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _is_of(value: object, types: frozenset[type]) -> bool:
    """Whether Sphinx can use a value where it wants one of some types."""
    if value is None or Any in types or isinstance(value, tuple(types)):
        return True
    many = (list, tuple, set, frozenset)
    if bool in types and isinstance(value, int):
        return True
    return isinstance(value, many) and any(one in types for one in many)


def _words(name: str) -> str:
    table, dot, key = name.partition(".")
    return f"`{key}` in the table [{table}]" if dot else f"`{name}`"


def _agree(setting: str, value: Any, settings: Settings) -> bool:
    if setting == "editors":
        return bool(value[0] == settings.author)
    if setting == "languages":
        return bool(value[0].lower() == settings.language.lower())
    if setting == "base_url":
        return bool(value.rstrip("/") == settings.base_url.rstrip("/"))
    return bool(value == value_of(settings, setting))


def _day(day: str, form: str, language: str) -> str:
    """Return an ISO date in a form of Sphinx; empty where the day is not known."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return ""
    midnight = datetime(when.year, when.month, when.day)  # noqa: DTZ001 - a day, of no zone
    shown = format_date(form, date=midnight, language=language.replace("-", "_"))
    return shown.removeprefix("0")


def _settle(app: Sphinx, config: Config) -> None:
    """Stop at once on what cannot work, each fault in a line of its own."""
    settling = _Settling(Path(app.confdir), config)
    settling.check_epoch(os.environ)
    file = settling.settled()
    newest = settling.version(file)
    if settling.problems:
        if not isinstance(config.suppress_warnings, list | tuple | set):
            # The log of Sphinx asks it of each line that is told, this one too.
            config.suppress_warnings = []
        stop(settling.problems)
    before = config.language
    settling.give_sphinx(file, newest)
    speak(config.language or ENGLISH)
    if config.language != before:
        # Sphinx has loaded its words by then, of the language of conf.py or of none.
        app._init_i18n()


def faults_of_conf_py(documents: Path, values: dict[str, Any]) -> list[Problem]:
    """Return the faults for which a build would stop at once, given values of its ``conf.py``.

    They are those that the settings and the newest release do not agree with.
    """
    config = Config(values, {})
    config.add("html_baseurl", "", "html", types=frozenset({str}))
    for row in _declared():
        config.add(*row)
    settling = _Settling(documents, config)
    settling.refuse_missing_extensions()
    settling.version(settling.settled())
    return settling.problems


def _declared() -> Iterator[tuple[str, Any, Rebuild, frozenset[type], str]]:
    """Yield what Sphinx must know of each value ``cable_*``."""
    for old, setting in BY_OLD_NAME.items():
        default = setting.default
        many = isinstance(default, tuple)
        yield (
            old,
            list(default) if isinstance(default, tuple) else default,
            _REBUILD.get(old, "env"),
            frozenset({bool, list, tuple} if many else {type(default)}),
            f"Cable Edition: {setting.meaning}",
        )


def _check_folder(app: Sphinx) -> None:
    file = edition_file(app.config)
    if not file.sources.is_dir():
        message = (
            f"there is no folder {shown_path(file.sources)}; make it and put the raw cables into "
            "it, or name another as `sources` in the table [folders] of edition.toml"
        )
        place = file.shown if file.path else ""
        line = file.lines.get("folders.sources")
        stop([Problem("bad-setting", message, place, line)])
    if fault := sources_fault(file, Path(app.srcdir)):
        stop([fault])


def setup_config(app: Sphinx) -> None:
    """Declare the values; they are settled before any other extension reads them.

    The names ``cable_*`` are those of conf.py before there was ``edition.toml``. They can still be
    set there and with ``-D``, and tell Sphinx what to make again after a change.
    """
    for row in _declared():
        app.add_config_value(*row)
    app.add_config_value("cable_edition_file", EditionFile(Path()), "", types=EditionFile)
    app.add_config_value("cable_released", "", "", types=str)
    app.connect("config-inited", _settle, priority=400)
    app.connect("builder-inited", _check_folder, priority=400)
