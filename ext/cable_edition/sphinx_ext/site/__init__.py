"""The web pages: visitors, navigation, citing, search, data files."""
