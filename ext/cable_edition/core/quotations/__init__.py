"""Checking a quotation: where its words stand in the edition, and in what it departs from them."""
