"""The five stages in a row: one source (``source``), then a folder of them (``ingest``)."""
