"""From rules to cells, the same for drawn pages and for scanned ones."""
