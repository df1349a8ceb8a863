"""Measure the base install: seconds and megabytes of a fresh virtual environment.

Usage: python benchmarks/bench_install.py
"""

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def size_mb(folder: Path) -> float:
    """Bytes of all files below a folder, in megabytes of 10^6 bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Install once and print what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "venv"
        venv.create(home, with_pip=True)
        python = home / "bin" / "python"
        packages = next(home.glob("lib/*/site-packages"))
        empty = size_mb(packages)
        started = time.perf_counter()
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, str(ROOT)], check=True)
        seconds = time.perf_counter() - started
        total = size_mb(packages)
        count = len(list(packages.glob("*.dist-info")))
        version = sys.version.split()[0]
        print(f"python {version}: {seconds:.1f} s, {total - empty:.0f} MB in {count} packages")
        print(f"with pip itself: {total:.0f} MB")


if __name__ == "__main__":
    main()
