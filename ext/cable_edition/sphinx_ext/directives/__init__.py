"""The directives and roles of generated pages."""
