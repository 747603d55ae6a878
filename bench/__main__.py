"""Every measurement in turn: python -m bench [--quick]."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUICK = {
    "intake.py": ["--seconds", "5"],
    "pages.py": ["--sizes", "10000"],
    "import_cfpb.py": ["--rows", "20000"],
}


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    code = 0
    for name, fewer in QUICK.items():
        print(f"# {name}", flush=True)
        code |= subprocess.call([sys.executable, str(HERE / name), *(fewer if quick else [])])
    sys.exit(code)


if __name__ == "__main__":
    main()
