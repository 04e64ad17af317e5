"""What it costs to start: `lumbago --help`, and `import lumbago` without a web framework."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HEAVY = ("fastapi", "starlette", "uvicorn", "jinja2", "sqlalchemy", "numba", "pydantic")


def seconds(*command: str) -> list[float]:
    """Time a command as a whole process, five times."""
    found = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Print the times, beside a bare Python, and what was loaded."""
    lumbago = str(Path(sys.executable).with_name("lumbago"))
    bare = seconds(sys.executable, "-c", "pass")
    helped = seconds(lumbago, "--help")
    print(f"bare Python {median(bare):.3f} s; `lumbago --help` {median(helped):.3f} s", end=" ")
    print(f"(worst {max(helped):.3f})")
    code = f"import sys, lumbago; print([n for n in {HEAVY!r} if n in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    print(f"`import lumbago` loads of {', '.join(HEAVY)}: {loaded.stdout.decode().strip()}")


if __name__ == "__main__":
    main()
