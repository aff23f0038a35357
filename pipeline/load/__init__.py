"""Stage 5, load: what was read from a source into the database, in one transaction a source."""
