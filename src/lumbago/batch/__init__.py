"""A file of records in, a file of results out: `lumbago score`.

The same answers as `assess` one by one, many at a time:

- files: the file, the target that appears when all is done
- workers: blocks over processes
- blocks: lines of a block → the lines that answer them
- parsing, columns: JSON → columns, or what is wrong with a line
- facts, rules: what follows from the answers; red flags
- evidence, alarms: how the answers enter the network; when a danger asks for action
- posteriors, kernel: exact inference, compiled where numba is installed
- scoring, writing: what is told of each person
"""

from lumbago.batch.files import Summary, score_file

__all__ = ["Summary", "score_file"]
