"""Stage 2, recognise: which form is where in a document."""
