"""The proof of the built site."""
