"""What can be told of medicines, and what must not go together: information, no prescription.

Figures of a label are shown only where somebody has read them on the pack or its page, to people
for whom nothing speaks against it, and for whom at most one thing must be asked first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from lumbago.answers import Answers
from lumbago.knowledge import KnowledgeBase, Label, Medicine, Shows
from lumbago.plan.concerns import Said, concerns
from lumbago.plan.wishes import Wishes
from lumbago.sources import Provenance

OVERDOSE = "overdose_possible"

MOST_TO_ASK = 1
"""With more things to ask than this, no figure is shown: risks add up."""

NEVER_TWICE = ("paracetamol", "nsaid")
"""What must not be taken from two products at once."""

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
    wanted = name.casefold().strip()
    for medicine in kb.care.medicines.values():
        if wanted in {word.casefold() for word in medicine.words}:
            return medicine
    return None


def _is_known(kb: KnowledgeBase, name: str) -> bool:
    wanted = name.casefold().strip()
    codes = kb.care.contraindications.values()
    is_named = any(wanted == n.casefold() for code in codes for n in (*code.names, *code.examples))
    return is_named or medicine_called(kb, name) is not None


def check_medicine(
    kb: KnowledgeBase, answers: Answers, wishes: Wishes, medicine: Medicine
) -> MedicineCheck:
    """Say what can be told of one medicine; that it is taken does not speak against itself."""
    own = {word.casefold() for word in medicine.words}
    others = tuple(name for name in wishes.taking if name.casefold().strip() not in own)
    said = dict(concerns(kb, answers, replace(wishes, taking=others)))
    never = tuple(c for c in medicine.never if said[c] is Said.YES)
    first = tuple(c for c in medicine.ask_first if said[c] is Said.YES)
    unknown = tuple(
        c for c in (*medicine.never, *medicine.ask_first) if said[c] in {Said.UNSURE, Said.UNASKED}
    )
    if never:
        light, says = Light.NOT_FOR_YOU, "plan.medicine_not_for_you"
    elif len(first) + len(unknown) > MOST_TO_ASK:
        light, says = Light.ASK_FIRST, "plan.medicine_ask_more"
    elif first or unknown:
        light, says = Light.ASK_FIRST, "plan.medicine_ask"
    else:
        light, says = Light.LABEL, "plan.medicine_label"
    may_show = not never and len(first) + len(unknown) <= MOST_TO_ASK
    return MedicineCheck(
        medicine=medicine,
        light=light,
        says=kb.words[says if medicine.shows is Shows.LABEL or never else "plan.medicine_doctor"],
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


def _warnings(kb: KnowledgeBase, wishes: Wishes) -> Iterator[str]:
    taken = [m for name in wishes.taking if (m := medicine_called(kb, name)) is not None]
    count: dict[str, int] = {}
    for medicine in {m.id: m for m in taken}.values():
        for part in medicine.contains:
            count[part] = count.get(part, 0) + 1
    for part in NEVER_TWICE:
        if count.get(part, 0) > 1:
            yield kb.words[f"plan.twice_{part}"]
    if count.get("nsaid") and count.get("nsaid_gel"):
        yield kb.words["plan.gel_and_tablet"]
    if count.get("sedative", 0) > 1:
        yield kb.words["plan.two_sedatives"]
    codes = kb.care.contraindications
    names = {name.casefold().strip() for name in wishes.taking}

    def takes(code: str) -> bool:
        own = wishes.concerns.get(code) is True
        return own or any(
            n.casefold() in names for n in (*codes[code].names, *codes[code].examples)
        )

    if count.get("nsaid") and (takes("anticoagulant") or takes("antiplatelet_low_dose_aspirin")):
        yield kb.words["plan.nsaid_and_thinner"]
    if count.get("nsaid") and takes("ssri_snri"):
        yield kb.words["plan.nsaid_and_antidepressant"]
    if any(m.id == "tramadol" for m in taken) and takes("ssri_snri"):
        yield kb.words["plan.tramadol_and_antidepressant"]


def open_questions(checks: Iterable[MedicineCheck]) -> Mapping[str, int]:
    """Return what is still to be asked, and for how many of these medicines it matters."""
    count: dict[str, int] = {}
    for check in checks:
        for code in check.open:
            count[code] = count.get(code, 0) + 1
    return count
