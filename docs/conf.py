"""The first edition: cable 05OTTAWA286."""

project = "Cable Edition"
author = "Cable Edition contributors"
project_copyright = "2026, Cable Edition contributors (editorial matter, CC BY 4.0)"
version = release = "0.1.0"
language = "en"

extensions = ["myst_parser", "sphinx_design", "cable_edition"]

# A primary source is set as it was sent: no quotation mark or dash is made clever.
smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_footnote_transition = False

exclude_patterns = ["_build", "registers", "Thumbs.db", ".DS_Store"]

cable_sources = "../source_cables"
cable_registers = "registers"

cable_data = True

html_theme = "furo"
html_title = "Cable Edition"
html_show_sourcelink = True
html_copy_source = True
html_theme_options = {"navigation_with_keys": True}

# The book and the EPUB hold the edition; how to work on it is read on the site.
cable_book_without = ["editors/*", "developers/*"]
cable_book_subtitle = "05OTTAWA286, Embassy Ottawa, 28 January 2005"
latex_documents = [("index", "cable-edition.tex", project, author, "manual")]

epub_basename = "cable-edition"
