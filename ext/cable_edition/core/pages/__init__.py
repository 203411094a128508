"""The pages of an edition as MyST text: from the assembled edition to ``{docname: text}``."""
