"""The published figures and what the network gives for each: one table.

    make figures

The seven marked as fits helped to choose a parameter: they are no validation.
"""

import sys

from lumbago.checks import published_value
from lumbago.loading import shipped


def main() -> int:
    """Print the table; return how many figures are out of their band."""
    kb = shipped()
    print(f"{'id':4} {'network':>8}  {'accept':13} {'':5} {'':4} target (published anchor)")
    missed = 0
    for figure in kb.published_figures:
        value = published_value(kb, figure.id)
        passes = figure.low <= value <= figure.high
        missed += not passes
        target = figure.targets[0] if len(figure.targets) == 1 else f"any of {len(figure.targets)}"
        print(
            f"{figure.id:4} {value:8.4f}  {figure.low:5g} - {figure.high:<5g} "
            f"{'ok' if passes else 'MISS':5} {'fit' if figure.is_fit else '':4} "
            f"{target} ({figure.anchor})"
        )
    fits = sum(f.is_fit for f in kb.published_figures)
    total = len(kb.published_figures)
    print(f"\n{total - missed} of {total} in their band; {fits} are fits, {total - fits} are not.")
    return missed


if __name__ == "__main__":
    sys.exit(main())
