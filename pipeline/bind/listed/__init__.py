"""Bind a row of a list: its headings say what stands below them."""
