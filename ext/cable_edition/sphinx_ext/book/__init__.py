"""The edition as a book: what the LaTeX builder does beyond the pages of the site."""
