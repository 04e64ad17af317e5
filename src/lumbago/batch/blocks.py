"""A block of lines → the lines that answer them: the pure middle of `score`."""

from dataclasses import dataclass

import numpy as np

from lumbago.assessment import assess
from lumbago.batch.columns import Bools
from lumbago.batch.facts import know
from lumbago.batch.lines import Block
from lumbago.batch.parsing import LineError, Parsed, id_of, layout_of, parse, read, read_record
from lumbago.batch.scoring import make_plan, score
from lumbago.batch.writing import Writer, to_json
from lumbago.knowledge import KnowledgeBase
from lumbago.records import as_record


@dataclass(frozen=True, slots=True)
class Scored:
    """What became of a block: the lines to write, how many, and what was wrong with others."""

    text: bytes
    count: int
    problems: tuple[str, ...]


class Scorer:
    """Scores blocks of lines by one knowledge base; made once a process.

    Args:
        kb: the knowledge base.
        full: write everything that `assess --json` writes, not the brief part.
        compiled: use the kernel of the extra `[fast]`.
    """

    def __init__(self, kb: KnowledgeBase, *, full: bool = False, compiled: bool = False) -> None:
        self.kb = kb
        self.full = full
        self.layout = layout_of(kb)
        self.plan = make_plan(kb, compiled=compiled)
        self.writer = Writer(self.plan)

    def score(self, block: Block) -> Scored:
        """Score the lines of a block; the good ones keep their order."""
        return self._in_full(block) if self.full else self._in_brief(block)

    def warm(self) -> None:
        """Score one empty record of each region, so that whatever is compiled is compiled."""
        records = [
            to_json({"region": region.value, "answers": {}}).encode()
            for region in self.plan.regions
        ]
        self._in_brief(Block(tuple(range(len(records))), tuple(records), 0))

    def _in_brief(self, block: Block) -> Scored:
        parsed = parse(self.kb, self.layout, block)
        known = know(self.kb, parsed.people)
        problems = {**parsed.problems, **self._contradicting(block, parsed, known.contradicts)}
        stay = np.flatnonzero(~known.contradicts)
        ids = [parsed.ids[n] for n in stay]
        if len(stay) < len(parsed.ids):
            parsed_people = parsed.people.take(stay)
            known = know(self.kb, parsed_people)
        else:
            parsed_people = parsed.people
        lines = self.writer.write(ids, score(self.plan, parsed_people, known)) if ids else []
        for n, place in enumerate(parsed.line[stay].tolist()):
            if place in parsed.understood:
                lines[n] = f'{lines[n][:-2]},"understood":{parsed.understood[place]}}}\n'
        return Scored("".join(lines).encode(), len(lines), _by_line(block, problems))

    def _contradicting(self, block: Block, parsed: Parsed, contradicts: Bools) -> dict[int, str]:
        """Ask `intake` what is wrong with those who contradict themselves."""
        problems = {}
        for place in parsed.line[contradicts].tolist():
            try:
                read(self.kb, read_record(block.lines[place]))
            except LineError as error:
                problems[place] = str(error)
            else:
                problems[place] = "answers: a number and an answer contradict each other."
        return problems

    def _in_full(self, block: Block) -> Scored:
        lines = []
        problems = {}
        for place, line in enumerate(block.lines):
            try:
                record = read_record(line)
                id = id_of(record)
                told = read(self.kb, record)
            except LineError as error:
                problems[place] = str(error)
                continue
            found = assess(self.kb, told.answers)
            whole = to_json(as_record(self.kb, found, told.understood))
            lines.append(f'{{"id":{id},{whole[1:]}\n')
        return Scored("".join(lines).encode(), len(lines), _by_line(block, problems))


def _by_line(block: Block, problems: dict[int, str]) -> tuple[str, ...]:
    return tuple(f"line {block.numbers[place]}: {problems[place]}" for place in sorted(problems))
