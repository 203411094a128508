"""Help in a text editor: what is wrong, what could stand here, what this is.

Functions of a text and a place in it, and of the edition around it. :mod:`.server` alone knows of
the Language Server Protocol and of its package.
"""
