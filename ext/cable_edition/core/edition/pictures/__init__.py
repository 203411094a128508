"""What the pictures of an edition show, as rows: counted here, drawn by the layer above."""
