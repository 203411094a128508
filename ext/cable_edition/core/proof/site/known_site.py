"""What a site itself tells of what its settings leave open: title, language, address, headings."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from cable_edition.core.proof.against import Against
from cable_edition.core.proof.site.known import Heading, Known, heading_of
from cable_edition.core.proof.site.shipped import Shipped
from cable_edition.core.proof.site.site_page import SitePage
from cable_edition.core.settings.forms import slashed
from cable_edition.core.words import speak

_PROJECT = re.compile(rb"# Project: (.*)\n")


def known_of(folder: Path, against: Against) -> Known:
    """Return what the pages must agree on; what the settings leave open is asked of the site."""
    file, settings = against.file, against.settings
    title, language = settings.title, settings.language
    base = slashed(settings.base_url)
    first = Shipped(folder, file.root).first_page
    index = folder / f"{first}.html"
    heading = Heading()
    if index.is_file():
        page = SitePage(first, index)
        if "languages" not in file.lines:
            language = page.root.get("lang", language)
        links = page.root.find_class("headerlink")
        heading = Heading("", "")
        if links:
            heading = heading_of(links[0])
        canonical = [one[2] for one, _ in page.take_head() if one[1] == "canonical"]
        if not base and canonical:
            base = canonical[0].removesuffix(f"{quote(first)}.html")
    inventory = folder / "objects.inv"
    if not title and inventory.is_file():
        found = _PROJECT.search(inventory.read_bytes()[:1000])
        title = found[1].decode("utf-8", "replace") if found else title
    speak(language)
    return Known(against, title, language.replace("-", "_"), base, heading)
