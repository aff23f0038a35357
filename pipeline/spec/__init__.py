"""The language in which forms are written down, and the registry of all forms; ``pipeline/forms`` holds the forms."""
