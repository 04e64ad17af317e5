"""What a pack laid over the core may not weaken."""

from lumbago.knowledge import Place
from lumbago.rules import Any as AnyOf
from lumbago.rules import Rule

URGENT_FIRST = list(Place)
"""Places from the most urgent on, as `Place` lists them."""


def covers(new: Rule, old: Rule) -> bool:
    """Whether the new rule holds whenever the old one does, as can be seen from its shape."""
    if new == old:
        return True
    alternatives = new.rules if isinstance(new, AnyOf) else ()
    parts = old.rules if isinstance(old, AnyOf) else (old,)
    return all(part in alternatives for part in parts) or old in alternatives
