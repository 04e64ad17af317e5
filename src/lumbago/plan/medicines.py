"""What can be told of medicines, and what must not go together: information, no prescription.

Figures of a label are shown only where somebody has read them on the pack or its page, to people
for whom nothing speaks against it, and for whom at most one thing must be asked first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from lumbago.answers import Answers
from lumbago.knowledge import Contraindication, KnowledgeBase, Label, Medicine, Shows
from lumbago.plan.concerns import Said, concerns, is_taken, names_taken
from lumbago.plan.wishes import Wishes, plain_name
from lumbago.sources import Provenance

OVERDOSE = "overdose_possible"

EITHER, BOTH = "diuretic_acei_arb", "diuretic_plus_acei_arb"
"""A water tablet or a tablet for blood pressure, and both at once."""

MOST_TO_ASK = 1
"""With more things to ask than this, no figure is shown: risks add up."""

_UNCHECKED = ("recalled", "not checked", "check", "prescription", "as prescribed")


class Light(StrEnum):
    """What the answers say of a medicine."""

    NOT_FOR_YOU = "not_for_you"
    ASK_FIRST = "ask_first"
    LABEL = "label"  # nothing speaks against what the label says; never "safe"


@dataclass(frozen=True, slots=True)
class MedicineCheck:
    """One medicine for this person.

    `because`: contraindications that hold. `open`: those of which nobody knows yet. `labels`:
    what may be shown of the packs.
    """

    medicine: Medicine
    light: Light
    says: str
    because: tuple[str, ...]
    open: tuple[str, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class MedicineReport:
    """All medicines for this person, and what must not go together of what they take.

    `overdose` stands first on every page. `is_overdose`: nothing else may be shown.
    `unknown`: what nobody here knows, as the person wrote it.
    """

    overdose: str
    is_overdose: bool
    warnings: tuple[str, ...]
    unknown: tuple[str, ...]
    checks: tuple[MedicineCheck, ...]


def check_medicines(kb: KnowledgeBase, answers: Answers, wishes: Wishes) -> MedicineReport:
    """Say what can be told of each medicine to this person."""
    said = concerns(kb, answers, wishes)
    is_overdose = said[OVERDOSE] is Said.YES
    return MedicineReport(
        overdose=kb.words["plan.overdose"],
        is_overdose=is_overdose,
        warnings=tuple(_warnings(kb, wishes)),
        unknown=tuple(name for name in wishes.taking if not _is_known(kb, name)),
        checks=()
        if is_overdose
        else tuple(check_medicine(kb, answers, wishes, m) for m in kb.care.medicines.values()),
    )


def medicine_called(kb: KnowledgeBase, name: str) -> Medicine | None:
    """Return the medicine that people call so, or None."""
    wanted = plain_name(name)
    for medicine in kb.care.medicines.values():
        if wanted in {word.casefold() for word in medicine.words}:
            return medicine
    return None


def _is_known(kb: KnowledgeBase, name: str) -> bool:
    wanted = plain_name(name)
    is_named = any(wanted in _names_of(code) for code in kb.care.contraindications.values())
    return is_named or medicine_called(kb, name) is not None


def check_medicine(
    kb: KnowledgeBase, answers: Answers, wishes: Wishes, medicine: Medicine
) -> MedicineCheck:
    """Say what can be told of one medicine.

    That it is taken does not speak against itself, but a second product of it does.
    """
    own = {word.casefold() for word in medicine.words}
    names = _products(wishes)
    second = [n for n in names if n in own][1:]
    others = (*(n for n in names if n not in own), *second)
    said = dict(concerns(kb, answers, replace(wishes, taking=others)))
    never = tuple(c for c in medicine.never if said[c] is Said.YES)
    first = tuple(c for c in medicine.ask_first if said[c] is Said.YES)
    unknown = tuple(
        c for c in (*medicine.never, *medicine.ask_first) if said[c] in {Said.UNSURE, Said.UNASKED}
    )
    is_out = bool(never or second)
    if is_out:
        light, says = Light.NOT_FOR_YOU, "plan.medicine_not_for_you"
    elif len(first) + len(unknown) > MOST_TO_ASK:
        light, says = Light.ASK_FIRST, "plan.medicine_ask_more"
    elif first or unknown:
        light, says = Light.ASK_FIRST, "plan.medicine_ask"
    else:
        light, says = Light.LABEL, "plan.medicine_label"
    may_show = not is_out and len(first) + len(unknown) <= MOST_TO_ASK
    return MedicineCheck(
        medicine=medicine,
        light=light,
        says=kb.words[says if medicine.shows is Shows.LABEL or is_out else "plan.medicine_doctor"],
        because=(*never, *first),
        open=unknown,
        labels=tuple(readable_labels(medicine)) if may_show else (),
    )


def readable_labels(medicine: Medicine) -> Iterator[Label]:
    """Yield what may be shown of the packs: only what somebody has read there."""
    if medicine.shows is not Shows.LABEL:
        return
    for label in medicine.labels:
        if label.read is Provenance.SEEN:
            most = _read(label.most)
            if most:
                yield replace(
                    label,
                    single=_read(label.single),
                    every=_read(label.every),
                    most=most,
                    longest=_read(label.longest),
                )


def _read(cell: str) -> str:
    return "" if any(word in cell.casefold() for word in _UNCHECKED) else cell


TOLD_APART: Mapping[str, frozenset[str]] = {
    "nsaid": frozenset(
        {"anticoagulant", "antiplatelet_low_dose_aspirin", "other_nsaid_product", "ssri_snri"}
    ),
    "nsaid_gel": frozenset({"other_nsaid_product"}),
    "paracetamol": frozenset({"other_paracetamol_product"}),
    "sedative": frozenset({"opioid_use_current", "sedative_use_current"}),
}
"""Contraindications of which a warning for what is in a medicine has a sentence of its own."""


def _products(wishes: Wishes) -> tuple[str, ...]:
    """Return the name of each product that is taken, once; two brands of a medicine are two."""
    return tuple(dict.fromkeys(plain_name(name) for name in wishes.taking))


def _warnings(kb: KnowledgeBase, wishes: Wishes) -> Iterator[str]:
    """Yield what must not go together of what a person takes; what can kill comes first."""
    names = names_taken(kb, wishes)
    products = [m for n in _products(wishes) if (m := medicine_called(kb, n)) is not None]
    taken = {m.id: m for m in products}
    count = Counter(part for medicine in products for part in medicine.contains)
    for key in _of_kinds(kb, wishes, names, taken.values(), count):
        yield kb.words[f"plan.{key}"]
    for medicine in taken.values():
        yield from _with_others(kb, medicine, names)


def _of_kinds(
    kb: KnowledgeBase,
    wishes: Wishes,
    names: Set[str],
    taken: Collection[Medicine],
    count: Mapping[str, int],
) -> Iterator[str]:
    codes = kb.care.contraindications

    def takes(code: str) -> bool:
        return wishes.concerns.get(code) is True or is_taken(codes[code], names)

    own = {word.casefold() for m in taken for word in m.words}

    def beside(code: str) -> int:
        return len((names - own) & _names_of(codes[code]))

    drowsy = count.get("sedative", 0) + beside("sedative_use_current")
    drowsy += beside("opioid_use_current")
    nsaids = count.get("nsaid", 0) + beside("other_nsaid_product")
    if drowsy > 1 and (count.get("opioid") or takes("opioid_use_current")):
        yield "opioid_and_sedative"
    elif drowsy > 1:
        yield "two_sedatives"
    if count.get("paracetamol", 0) > 1:
        yield "twice_paracetamol"
    if nsaids > 1:
        yield "twice_nsaid"
    if nsaids and count.get("nsaid_gel"):
        yield "gel_and_tablet"
    if nsaids and (takes("anticoagulant") or takes("antiplatelet_low_dose_aspirin")):
        yield "nsaid_and_thinner"
    if nsaids and takes("ssri_snri"):
        yield "nsaid_and_antidepressant"
    if any(m.id == "tramadol" for m in taken) and takes("ssri_snri"):
        yield "tramadol_and_antidepressant"


def _with_others(kb: KnowledgeBase, medicine: Medicine, names: Set[str]) -> Iterator[str]:
    """Yield what else of that which is taken speaks against a medicine that is taken."""
    others = names - {word.casefold() for word in medicine.words}
    codes = kb.care.contraindications
    told = {id for part in medicine.contains for id in TOLD_APART.get(part, ())}
    if is_taken(codes[BOTH], others):
        told.add(EITHER)  # the graver of the two says it all
    for id in dict.fromkeys((*medicine.never, *medicine.ask_first)):
        if id not in told and is_taken(codes[id], others):
            key = "together_never" if id in medicine.never else "together_ask"
            why = codes[id].tells if "nsaid" in medicine.contains else ""
            with_it = ", ".join(sorted(others & _names_of(codes[id])))
            told_so = kb.words[f"plan.{key}"].format(medicine=medicine.name, other=with_it)
            yield f"{told_so} {why}".strip()


def _names_of(code: Contraindication) -> frozenset[str]:
    both = chain.from_iterable(code.names_both)
    return frozenset(name.casefold() for name in (*code.names, *code.examples, *both))


def open_questions(checks: Iterable[MedicineCheck]) -> Mapping[str, int]:
    """Return what is still to be asked, and for how many of these medicines it matters."""
    count: dict[str, int] = {}
    for check in checks:
        for code in check.open:
            count[code] = count.get(code, 0) + 1
    return count
