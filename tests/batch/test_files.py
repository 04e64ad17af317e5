"""A file in, a file out: nothing lost, nothing half-written, nothing repeated aloud."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from lumbago.batch import score_file
from lumbago.batch.blocks import Scorer
from lumbago.batch.lines import LONGEST_LINE, Block, blocks
from lumbago.errors import KnowledgeError
from tests.batch.people_at_random import anything, plausible

GOOD = b'{"id": 1, "region": "neck", "answers": {"fever": true}}'


@pytest.fixture(scope="module")
def some(kb):
    """A few hundred good lines."""
    records = [*plausible(kb, 200, 11), *anything(kb, 200, 12)]
    return [json.dumps({"id": n, **record}).encode() for n, record in enumerate(records)]


def run(folder, lines, **options):
    """Score these lines; return the summary and the records that came out."""
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(b"\n".join(lines) + b"\n")
    summary = score_file(source, target, **{"workers": 1, "compiled": False, **options})
    return summary, [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_order_is_kept_and_every_id_comes_back_as_it_was(tmp_path):
    ids = [3, "b", None, 2.5, True, "é😀\u2028", -(10**30), "", "\ud800"]
    lines = [json.dumps({"id": id, "region": "neck", "answers": {}}).encode() for id in ids]
    summary, found = run(tmp_path, [*lines, b'{"region": "neck", "answers": {}}'])
    assert [record["id"] for record in found] == [*ids, None]
    assert summary.scored == len(ids) + 1
    assert summary.problems == ()


BAD = {
    b"{": "this is not JSON",
    b"[1, 2]": "this is not a JSON object",
    b'"word"': "this is not a JSON object",
    b"NaN": "this is not a JSON object",
    b"[" * 100_000: "nested",
    b'{"region": "neck", "answers": {}, "id": "\xff\xfe"}': "UTF-8",
    b'{"region": "neck", "answers": {"fever": ' + b"9" * 5000 + b"}}": "too long",
    b'{"region": "neck", "answers": {}, "age_years": 1' + b"0" * 400 + b"}": "number",
    b'{"region": "neck", "answers": {}, "age_years": NaN}': "age_years: it must be a number",
    b'{"region": "neck", "answers": {}, "age_years": true}': "age_years: it must be a number",
    b'{"region": "neck", "answers": {}, "age_years": "old"}': "age_years: it must be a number",
    b'{"region": "nose", "answers": {}}': "region: it is missing or unknown",
    b'{"region": ["neck"], "answers": {}}': "region: it is missing or unknown",
    b'{"region": "neck", "sex": "", "answers": {}}': "sex: it is missing or unknown",
    b'{"region": "neck"}': "answers: it is missing",
    b'{"region": "neck", "answers": [], "id": 1}': "answers: it is missing",
    b'{"region": "neck", "answers": {}, "ages": 3}': "ages: there is no such field",
    b'{"region": "neck", "answers": {"fevr": true}}': "Did you mean 'fever'?",
    b'{"region": "neck", "answers": {"fever": 1}}': "it must be true, false or null",
    b'{"region": "neck", "answers": {"fever": "yes"}}': "it must be true, false or null",
    b'{"region": "neck", "answers": {"nothing_such": null}}': "there is no such finding",
    b'{"region": "neck", "answers": {"age_years": 3}}': "this belongs to the person",
    b'{"region": "neck", "answers": {"pain_severity": true}}': "it must be a number",
    b'{"region": "neck", "answers": {"pain_severity": 11}}': "it must be a number",
    b'{"region": "neck", "answers": {"pain_severity": 9, "pain_severe": false}}': "contradicts",
    b'{"region": "neck", "answers": {"fever": true, "fever": false}}': "fever: it is given twice",
    b'{"region": "neck", "age_years": 8, "answers": {}, "age_years": 48}': "age_years: it is given",
    b'{"region": "neck", "answers": {"fever": true}, "answers": {}}': "answers: it is given twice",
    b'{"region": "neck", "answers": {}, "id": []}': "id: it must be a word or a number",
    b'{"region": "neck", "answers": {}, "id": Infinity}': "id: it must be a word or a number",
    b'{"region": "neck", "answers": {' + b",".join(b'"x%d":1' % n for n in range(3000)) + b"}}": (
        "more fields than anybody"
    ),
    b'{"region": "' + b"x" * 10_000_000 + b'"}': "longer than",
}


@pytest.mark.parametrize("full", [False, True], ids=["brief", "full"])
def test_bad_lines_are_told_by_their_number_and_lose_nobody_else(tmp_path, full):
    lines = [part for bad in BAD for part in (bad, GOOD, b"", b"  ")]
    summary, found = run(tmp_path, lines, full=full)
    assert len(found) == summary.scored == len(BAD)
    assert len(summary.problems) == len(BAD)
    for place, (problem, what) in enumerate(zip(summary.problems, BAD.values(), strict=True)):
        assert problem.startswith(f"line {4 * place + 1}: ")
        assert what in problem
        assert len(problem) < 500


def test_problems_are_the_sentences_of_intake_and_never_repeat_an_answer(tmp_path):
    line = b'{"region": "neck", "age_years": "Secret", "sex": "Secret", "answers": {"fever": "S3"}}'
    summary, _ = run(tmp_path, [line])
    assert summary.problems == (
        "line 1: age_years: it must be a number from 0 to 120. sex: it is missing or unknown. "
        "Use one of: female, male. answers.fever: it must be true, false or null. "
        "null means: not known.",
    )


def test_a_bad_line_leaves_no_answer_with_its_neighbours(kb):
    bad = b'{"region": "neck", "answers": {"stroke_signs": true, "pain_severity": 9, "x": 1}}'
    quiet = b'{"region": "neck", "answers": {}}'
    scorer = Scorer(kb)
    alone = scorer.score(Block((1,), (quiet,), 0)).text
    assert scorer.score(Block((1, 2, 3), (quiet, bad, quiet), 0)).text == alone * 2


def test_an_empty_file_gives_an_empty_file(tmp_path):
    summary, found = run(tmp_path, [])
    assert (summary.scored, summary.problems, found) == (0, (), [])


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(tmp_path):
    summary, found = run(tmp_path, [b"\xef\xbb\xbf" + GOOD + b"\r", GOOD + b"\r"])
    assert len(found) == 2
    assert summary.problems == ()


@pytest.mark.parametrize("size", [1, 2, 5])
def test_blocks_hold_every_line_once_and_know_how_far_they_are(size):
    long = b"x" * (LONGEST_LINE + 7)
    text = b"\n".join([b"a", b"", long, b"b", b" ", b"c"])
    found = list(blocks(BytesIO(text), size))
    pairs = [pair for b in found for pair in zip(b.numbers, b.lines, strict=True)]
    assert pairs == [(1, b"a\n"), (3, None), (4, b"b\n"), (6, b"c")]
    assert all(len(b.lines) <= size for b in found)
    assert found[-1].end == len(text)


@pytest.mark.parametrize("compiled", [False, None], ids=["plain", "as installed"])
def test_one_and_two_workers_write_the_same_bytes(tmp_path, some, compiled):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"\n".join([*some, b"{", *some]))
    results = []
    for workers in (1, 2):
        target = tmp_path / f"{workers}.jsonl"
        summary = score_file(source, target, workers=workers, compiled=compiled)
        results.append((target.read_bytes(), summary.scored, summary.problems))
    assert results[0] == results[1]
    _, count, problems = results[0]
    assert count == 2 * len(some)
    assert [p.partition(":")[0] for p in problems] == [f"line {len(some) + 1}"]


def test_numba_changes_no_byte(tmp_path, some):
    pytest.importorskip("numba")
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"\n".join(some))
    texts = []
    for compiled in (True, False):
        target = tmp_path / f"{compiled}.jsonl"
        score_file(source, target, workers=1, compiled=compiled)
        texts.append(target.read_bytes())
    assert texts[0] == texts[1]


def test_numba_is_loaded_only_where_it_is_used(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(GOOD)
    script = (
        "import sys; from pathlib import Path; from lumbago.batch import score_file\n"
        "score_file(Path('in.jsonl'), Path('out.jsonl'), workers=1, compiled=False)\n"
        "sys.exit('numba' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_leaves_the_old_target_and_no_rubbish(tmp_path, workers):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(GOOD)
    target.write_text("what was there before")
    with pytest.raises(KnowledgeError):
        score_file(source, target, packs=(tmp_path / "no such pack",), workers=workers)
    assert target.read_text() == "what was there before"
    assert sorted(tmp_path.iterdir()) == [source, target]


def test_the_new_file_has_the_permissions_of_the_old_one(tmp_path):
    target = tmp_path / "out.jsonl"
    target.touch()
    target.chmod(0o640)
    run(tmp_path, [GOOD])
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path):
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(tmp_path / "out.jsonl")
    source = tmp_path / "in.jsonl"
    source.write_bytes(GOOD)
    score_file(source, link, workers=1)
    assert link.is_symlink()
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        text = pool.submit(pipe.read_bytes)
        score_file(source, pipe, workers=1)
        assert text.result() == link.read_bytes()
    assert pipe.is_fifo()


def test_a_block_of_very_long_lines_is_a_short_block():
    long = b"x" * 900_000 + b"\n"
    sizes = [len(b.lines) for b in blocks(BytesIO(long * 20), 1000)]
    assert sizes == [9, 9, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_in_the_middle_leaves_no_target(tmp_path, some, workers):
    process = started(tmp_path, some, workers)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(90) != 0
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_killed_in_the_middle_leaves_no_target_and_no_workers(tmp_path, some):
    process = started(tmp_path, some, 2)
    children = offspring(process.pid)
    assert len(children) >= 2
    process.kill()
    process.wait(30)
    assert not (tmp_path / "out.jsonl").exists()
    deadline = time.monotonic() + 30
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, children))


def started(folder, lines, workers):
    """Start on a file that takes minutes; return once the first results are written."""
    source = folder / "in.jsonl"
    source.write_bytes(b"\n".join(lines * 500))
    script = (
        "import signal; from pathlib import Path; from lumbago.batch import score_file\n"
        "if __name__ == '__main__':\n"
        # As in a terminal: what a shell starts in the background does not hear Ctrl+C.
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"    score_file(Path({str(source)!r}), Path({str(folder / 'out.jsonl')!r}),"
        f" workers={workers}, compiled=False)\n"
    )
    process = subprocess.Popen(  # a group of its own: Ctrl+C reaches the workers too
        [sys.executable, "-c", script], start_new_session=True, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        parts = list(folder.glob(".out.jsonl.*.part"))
        if parts and parts[0].stat().st_size:
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError("it did not begin to write")


def offspring(pid):
    """Ids of the processes that this one started."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("needs /proc")
    return [int(child) for child in children.read_text().split()]


def is_running(pid):
    """Whether a process is there and no mere entry."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state.rsplit(")", 1)[1].split()[0] not in {"Z", "X"}
