"""From the files that Sphinx writes to the PDF that readers get; knows TeX, not Sphinx."""
