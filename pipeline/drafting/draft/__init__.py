"""A first spec from samples of an unknown form: what stays the same is a label, what varies is a value."""
