"""What the extension registers with Sphinx; nothing else happens here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cable_edition.sphinx_ext.book.builder import setup_book
from cable_edition.sphinx_ext.build_lock import setup_build_lock
from cable_edition.sphinx_ext.chapters import setup_chapters
from cable_edition.sphinx_ext.citing_project import is_edition, tell_citing
from cable_edition.sphinx_ext.config import setup_config
from cable_edition.sphinx_ext.data_builder import setup_data_builder
from cable_edition.sphinx_ext.direct_reading import setup_direct_reading
from cable_edition.sphinx_ext.directives.apparatus import setup_apparatus
from cable_edition.sphinx_ext.directives.cable import setup_directives
from cable_edition.sphinx_ext.directives.portions import setup_portions
from cable_edition.sphinx_ext.directives.problem_table import setup_problem_table
from cable_edition.sphinx_ext.directives.reference_roles import setup_reference_roles
from cable_edition.sphinx_ext.directives.releases import setup_release_directives
from cable_edition.sphinx_ext.directives.sections import setup_sections
from cable_edition.sphinx_ext.discreet_log import setup_discreet_log
from cable_edition.sphinx_ext.domain import CableDomain
from cable_edition.sphinx_ext.epub.builder import setup_epub
from cable_edition.sphinx_ext.failing_steps import setup_failing_steps
from cable_edition.sphinx_ext.faithful import setup_faithful
from cable_edition.sphinx_ext.file_dates import setup_file_dates
from cable_edition.sphinx_ext.fingerprint import setup_fingerprint, this_program
from cable_edition.sphinx_ext.garbage import setup_garbage
from cable_edition.sphinx_ext.generate import setup_generate
from cable_edition.sphinx_ext.idle_transforms import setup_idle_transforms
from cable_edition.sphinx_ext.leak_guard import setup_leak_guard
from cable_edition.sphinx_ext.output import setup_output
from cable_edition.sphinx_ext.owned_files import setup_owned_files
from cable_edition.sphinx_ext.packed_pages import setup_packed_pages
from cable_edition.sphinx_ext.page_parts import setup_page_parts
from cable_edition.sphinx_ext.page_settings import setup_page_settings
from cable_edition.sphinx_ext.pictures import setup_pictures
from cable_edition.sphinx_ext.proof import setup_proof
from cable_edition.sphinx_ext.quick_finding import setup_quick_finding
from cable_edition.sphinx_ext.quick_nodes import setup_quick_nodes
from cable_edition.sphinx_ext.side_by_side import setup_side_by_side
from cable_edition.sphinx_ext.site.about_record import setup_about_record
from cable_edition.sphinx_ext.site.assets import setup_assets
from cable_edition.sphinx_ext.site.citing import setup_citing
from cable_edition.sphinx_ext.site.data_files import setup_data_files
from cable_edition.sphinx_ext.site.formulas import setup_formulas
from cable_edition.sphinx_ext.site.general_index import setup_general_index
from cable_edition.sphinx_ext.site.inventory import setup_inventory
from cable_edition.sphinx_ext.site.language import setup_language
from cable_edition.sphinx_ext.site.lookup import setup_lookup
from cable_edition.sphinx_ext.site.navigation import setup_navigation
from cable_edition.sphinx_ext.site.neighbours import setup_neighbours
from cable_edition.sphinx_ext.site.other_hosts import setup_other_hosts
from cable_edition.sphinx_ext.site.outermost import setup_outermost
from cable_edition.sphinx_ext.site.panel import setup_panel
from cable_edition.sphinx_ext.site.reading_tools import setup_reading_tools
from cable_edition.sphinx_ext.site.search import setup_search
from cable_edition.sphinx_ext.site.signposts import setup_signposts
from cable_edition.sphinx_ext.site.tag_filter import setup_tag_filter
from cable_edition.sphinx_ext.site.titles import setup_titles
from cable_edition.sphinx_ext.template_code import setup_template_code
from cable_edition.sphinx_ext.writers import setup_writers
from cable_edition.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_sphinx(app: Sphinx) -> dict[str, Any]:
    """Register configuration, domain, nodes, pages and assets; return the metadata.

    A project that is no edition gets MyST and the domain alone (``citing_project.py``).
    """
    program = this_program()
    if not is_edition(app):
        app.setup_extension("myst_parser")
        app.add_domain(CableDomain)
        app.connect("builder-inited", tell_citing)
        return _metadata(f"{program} citing")
    setup_failing_steps(app)
    app.setup_extension("myst_parser")
    setup_config(app)
    setup_fingerprint(app, program)
    setup_build_lock(app)
    setup_output(app)
    setup_packed_pages(app)
    setup_owned_files(app)
    app.add_domain(CableDomain)
    setup_directives(app)
    setup_faithful(app)
    setup_leak_guard(app)
    setup_discreet_log(app)
    setup_proof(app)
    setup_portions(app)
    setup_problem_table(app)
    setup_pictures(app)
    setup_reference_roles(app)
    setup_release_directives(app)
    setup_apparatus(app)
    setup_about_record(app)
    setup_sections(app)
    setup_titles(app)
    setup_writers(app)
    setup_generate(app)
    _setup_speed(app)
    setup_chapters(app)
    setup_language(app)
    setup_navigation(app)
    setup_citing(app)
    setup_assets(app)
    setup_data_files(app)
    setup_signposts(app)
    _setup_builders(app)
    setup_outermost(app)
    setup_panel(app)
    setup_neighbours(app)
    setup_lookup(app)
    setup_formulas(app)
    setup_other_hosts(app)
    setup_inventory(app)
    setup_general_index(app)
    setup_tag_filter(app)
    _setup_reading(app)
    return _metadata(f"{program}")


def _setup_builders(app: Sphinx) -> None:
    """Register the builders of books and data; pages are written by those of Sphinx."""
    setup_book(app)
    setup_epub(app)
    setup_data_builder(app)


def _setup_reading(app: Sphinx) -> None:
    """Register what helps readers to find and to keep."""
    setup_reading_tools(app)
    setup_search(app)


def _setup_speed(app: Sphinx) -> None:
    """Register what changes no byte of an output."""
    setup_garbage(app)
    setup_idle_transforms(app)
    setup_page_settings(app)
    setup_page_parts(app)
    setup_direct_reading(app)
    setup_quick_finding(app)
    setup_quick_nodes(app)
    setup_side_by_side(app)
    setup_file_dates(app)
    setup_template_code(app)


def _metadata(env_version: str) -> dict[str, Any]:
    return {
        "version": __version__,
        "env_version": env_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
