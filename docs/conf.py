"""How Sphinx builds the edition; what the edition is stands in edition.toml."""

from cable_edition import check_moment

# Sphinx would end in a crash report on a SOURCE_DATE_EPOCH that is no number.
check_moment()

extensions = ["myst_parser", "sphinx_design", "cable_edition"]

# A primary source is set as it was sent: no quotation mark or dash is made clever.
smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_footnote_transition = False

exclude_patterns = ["_build", "registers", "Thumbs.db", ".DS_Store"]

html_theme = "furo"
html_show_sourcelink = True
html_copy_source = True
html_theme_options = {"navigation_with_keys": True}
