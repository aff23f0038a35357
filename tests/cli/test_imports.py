"""What only scans need is imported when the first one is met."""

import subprocess
import sys

_HEAVY = ("cv2", "onnxruntime", "rapidocr")


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*(name for name in {_HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_nobody_else_waits_for_what_recognises_scans() -> None:
    assert loaded_by("import pipeline.cli.app, pipeline.cli.ingest, pipeline.run.ingest, pipeline.cli.show") == set()


def test_a_scan_brings_it() -> None:
    assert "cv2" in loaded_by("import pipeline.readers.scan.page")
