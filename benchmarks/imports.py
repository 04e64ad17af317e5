"""What it costs to start: `lumbago --help`, and `import lumbago` without a web framework."""

import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HEAVY = ("fastapi", "starlette", "uvicorn", "jinja2", "sqlalchemy", "numba", "pydantic")


def seconds(*command: str) -> tuple[list[float], float]:
    """Time a command as a whole process, five times; return also its processor's mean time."""
    found = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return found, cpu / len(found)


def main() -> None:
    """Print the times, beside a bare Python, and what was loaded."""
    lumbago = str(Path(sys.executable).with_name("lumbago"))
    bare, bare_cpu = seconds(sys.executable, "-c", "pass")
    helped, helped_cpu = seconds(lumbago, "--help")
    print(f"bare Python {median(bare):.3f} s, of the processor {bare_cpu:.3f}")
    print(f"`lumbago --help` {median(helped):.3f} s (worst {max(helped):.3f})", end=", ")
    print(f"of the processor {helped_cpu:.3f}")
    code = f"import sys, lumbago; print([n for n in {HEAVY!r} if n in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    print(f"`import lumbago` loads of {', '.join(HEAVY)}: {loaded.stdout.decode().strip()}")


if __name__ == "__main__":
    main()
