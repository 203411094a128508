"""The proof of the books: the EPUB."""
