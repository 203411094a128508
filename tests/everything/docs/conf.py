"""The edition that has everything: a small one, made up, with all that an edition can have."""

project = "The Lantern Coast"
author = "The makers of the example"
project_copyright = "2026, the makers of the example (CC BY 4.0)"
version = release = "1.2.0"
language = "en"

extensions = ["myst_parser", "sphinx_design", "cable_edition"]

smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_footnote_transition = False

exclude_patterns = ["_build", "registers"]

cable_sources = "../source_cables"
cable_registers = "registers"
cable_base_url = "https://lantern-coast.example/"
cable_doi = "10.5555/lantern.{id}"
cable_public_record = "https://records.example/{id}"
cable_data = True

html_theme = "furo"
html_title = "The Lantern Coast"

cable_book_without = ["how-it-is-made"]
cable_book_subtitle = "Cables that nobody sent, 1976-2007"
latex_documents = [("index", "lantern-coast.tex", project, author, "manual")]

epub_basename = "lantern-coast"
