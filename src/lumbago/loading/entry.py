"""`Entry`: one entry of a file, its fields typed, each fault noted with its place."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

from lumbago.errors import Problem, RuleError
from lumbago.rules import TRUE, Rule, parse
from lumbago.sources import Basis, Citation, Figure, Provenance

_E = TypeVar("_E", bound=Enum)


class Entry:
    """One entry of a file: typed fields, each fault noted with its place."""

    def __init__(self, place: str, fields: Mapping[str, Any], problems: list[Problem]) -> None:
        self.place = place
        self.fields = fields
        self.problems = problems
        self.used: set[str] = set()

    def fault(self, what: str, remedy: str = "") -> None:
        """Note a fault with its place."""
        self.problems.append(Problem(self.place, what, remedy))

    def raw(self, name: str, default: Any = None) -> Any:
        """Return a field as it is; without a default it must be there."""
        self.used.add(name)
        value = self.fields.get(name, default)
        if value is None:
            self.fault(f"the field {name!r} is missing.", f"Add {name}.")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text."""
        value = self.raw(name, default)
        if value is not None and not isinstance(value, str):
            self.fault(f"{name!r} must be text, not {value!r}.")
        return str(value or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.raw(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fault(f"{name!r} must be a list of texts.")
            return ()
        return tuple(value)

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a table of fields; without one, an empty one."""
        value = self.raw(name, {})
        if not isinstance(value, dict):
            self.fault(f"{name!r} must be a table.")
            return {}
        return value

    def tables(self, name: str) -> Iterator["Entry"]:
        """Yield the entries of a list of tables."""
        values = self.raw(name, [])
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            self.fault(f"{name!r} must be a list of tables.", f"Write [[{name}]].")
            return
        for number, fields in enumerate(values, start=1):
            yield Entry(f"{self.place} {name} {number}", fields, self.problems)

    def days(self, name: str) -> tuple[int, ...]:
        """Return a list of whole days."""
        values = self.raw(name, [])
        if not isinstance(values, list) or not all(type(v) is int and v >= 0 for v in values):
            self.fault(f"{name!r} must be a list of whole numbers of days.")
            return ()
        return tuple(values)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """Return whether a field says yes."""
        value = self.raw(name, default)
        return value in {True, "yes"}

    def number(self, name: str, default: float | None = None) -> float:
        """Return a number; nothing counts as 0."""
        value = self.raw(name, default)
        try:
            return float(value) if value not in {None, ""} else 0.0
        except (TypeError, ValueError):
            self.fault(f"{name!r} must be a number, not {value!r}.")
            return 0.0

    def number_or_none(self, name: str) -> float | None:
        """Return a number, or None where the field is empty."""
        value = self.fields.get(name, "")
        self.used.add(name)
        return None if value == "" else self.number(name)

    def choice(self, name: str, kind: type[_E], by_name: bool = False) -> _E:
        """Return one of a fixed set of words."""
        value = self.raw(name)
        options = {(o.name.lower() if by_name else o.value): o for o in kind}
        if value not in options:
            self.fault(f"{name} is {value!r}.", f"Use one of: {', '.join(map(str, options))}.")
            return next(iter(kind))
        return options[value]

    def choices(self, name: str, kind: type[_E]) -> Iterator[_E]:
        """Yield each of a list of fixed words."""
        for value in self.texts(name):
            yield Entry(self.place, {name: value}, self.problems).choice(name, kind)

    def whole_or_none(self, name: str) -> int | None:
        """Return a whole number, or None where the field is empty."""
        value = self.number_or_none(name)
        if value is not None and value != int(value):
            self.fault(f"{name!r} must be a whole number, not {value!r}.")
        return None if value is None else int(value)

    def pair(self, name: str) -> tuple[float, float]:
        """Return two numbers."""
        values = self.raw(name)
        if not isinstance(values, list) or len(values) != 2:
            self.fault(f"{name!r} must be two numbers, not {values!r}.", "Write [low, high].")
            return 0.0, 0.0
        return float(values[0]), float(values[1])

    def rule(self, name: str, default: Rule | None = None) -> Rule:
        """Return a rule, parsed."""
        if name not in self.fields and default is not None:
            self.used.add(name)
            return default
        text = self.text(name)
        try:
            return parse(text)
        except RuleError as error:
            self.fault(f"the rule {name!r} cannot be read: {error}.")
            return TRUE

    def citation(self) -> Citation:
        """Return who says so, how, and whether it was read."""
        return Citation(
            source=self.text("source"),
            basis=self.choice("basis", Basis),
            provenance=self.choice("provenance", Provenance),
            place=self.text("seen_fields", ""),
        )

    def figure(self, name: str, low: str = "low", high: str = "high") -> Figure:
        """Return a number with its range and its citation."""
        return Figure(self.number(name), self.number(low), self.number(high), self.citation())

    def done(self, known: Iterable[str] = ()) -> None:
        """Note every field that nobody asked for."""
        for name in sorted(set(self.fields) - self.used - set(known)):
            self.fault(f"there is no field {name!r}.", "Remove it, or mend its spelling.")
