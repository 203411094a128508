"""The watch over the files of an edition: what was saved is shown, then the site is built."""

from __future__ import annotations

from asyncio import Event, Task, create_task, gather, to_thread
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.server import RebuildServer
from watchfiles import awatch

from cable_edition.cli._preview_builds import PreviewBuilds


class PreviewWatch(RebuildServer):  # type: ignore[misc]
    """Watches ``folders`` but for what is ``ignored``, and the file of settings, if there is one.

    A page that can be made alone is shown at once. Whatever was saved while the site is built is in
    the next build, which begins when that one has ended.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        ignored: tuple[Sequence[str], Sequence[str]],
        settings: Path | None,
        builds: PreviewBuilds,
    ) -> None:
        super().__init__(list(folders), IgnoreFilter(*ignored), lambda _paths: None)
        self._settings = settings
        self._builds = builds
        self._saved: list[Path] = []
        self._wanted = Event()

    @asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[None]:
        """Watch as long as the server runs; end its builds with it."""
        watching: list[Task[None]] = [
            create_task(one) for one in (self.watch(), self._watch_settings(), self._build())
        ]
        yield
        for task in watching:
            task.cancel()
        self._builds.close()
        await gather(*watching, return_exceptions=True)

    async def watch(self) -> None:
        """Show what was saved, and have all built."""
        async for changes in awatch(
            *self.paths, watch_filter=lambda _change, path: not self.ignore(path)
        ):
            saved = [Path(path).resolve() for _, path in changes]
            if await to_thread(self._builds.page, saved):
                self.flag.set()
            self._want(saved)

    async def _watch_settings(self) -> None:
        """Have all built when the file of settings changes.

        Its folder is watched for that, and nothing below it: many programs put a new file in the
        place of the old one, and whoever watches the old one hears of it once.
        """
        if self._settings is None:
            return
        name, folder = self._settings.name, self._settings.resolve().parent
        async for _ in awatch(
            folder, recursive=False, watch_filter=lambda _change, path: Path(path).name == name
        ):
            self._want([self._settings])

    def _want(self, saved: Sequence[Path]) -> None:
        self._saved += saved
        self._wanted.set()

    async def _build(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            saved, self._saved = self._saved, []
            await to_thread(self._builds.build, saved)
            if not self._saved:
                self._builds.drop_pages()
            self.flag.set()
