"""Every benchmark, one after the other: `make bench` (an hour on two cores).

With a number as argument, so many simulated people a background (default 10000).
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Run each script in a process of its own, and say which it is."""
    people = sys.argv[1] if len(sys.argv) > 1 else "10000"
    for script, *arguments in (
        ("figures.py",),
        ("imports.py",),
        ("inference.py",),
        ("score.py",),
        ("web.py",),
        ("reading.py",),
        ("interviews.py", people, "correlated", "independent"),
    ):
        print(f"\n=== {script} ===", flush=True)
        subprocess.run([sys.executable, HERE / script, *arguments], check=False)


if __name__ == "__main__":
    main()
