"""What the pictures of an edition show, as rows: counted here, drawn by the layer above."""

#: Of fewer cables a picture of TAGS, portion marks, references or people who appear together says
#: nothing that the lists and the cables beside it do not say.
FEWEST = 10
