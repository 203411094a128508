"""How Sphinx builds the edition that has everything: a small one, made up."""

extensions = ["myst_parser", "sphinx_design", "cable_edition"]

smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_footnote_transition = False

exclude_patterns = ["_build", "registers"]

html_theme = "furo"

# Names of files that are not made from the title.
latex_documents = [
    (
        "index",
        "lantern-coast.tex",
        "The Lantern Coast",
        "The makers of the example, Josiah Carberry",
        "manual",
    )
]
epub_basename = "lantern-coast"
