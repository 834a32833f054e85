"""Size of the Lambda zip and time to import the REST handler from it."""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import median

from tests.bench.report import line, section

ROOT = Path(__file__).resolve().parent.parent.parent


def measure() -> None:
    """Unpack what `make package` built, and import its handler in processes that have nothing else."""
    archive = ROOT / "build" / "package" / "deployment.zip"
    section("Package")
    if not archive.exists():
        line("Lambda zip", "not built: run `make package`")
        return
    with zipfile.ZipFile(archive) as content, tempfile.TemporaryDirectory() as folder:
        content.extractall(folder)
        unpacked = sum(entry.file_size for entry in content.infolist())
        line("Lambda zip, packed / unpacked", f"{archive.stat().st_size / 1e6:.1f} / {unpacked / 1e6:.0f} MB")
        times = [_import_seconds(folder) for _ in range(6)][1:]
    line("import of the REST handler, median of 5 fresh processes", f"{median(times):.2f} s")


def _import_seconds(folder: str) -> float:
    code = "import time; t = time.perf_counter(); import app; print(time.perf_counter() - t)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {folder!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    return float(re.findall(r"[\d.e-]+", done.stdout)[-1])
