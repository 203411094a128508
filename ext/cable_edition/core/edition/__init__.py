"""All of it together, and what one asks of the whole."""
