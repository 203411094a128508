"""The search of a site: words, what is found, the index, and the shards that hold it."""
