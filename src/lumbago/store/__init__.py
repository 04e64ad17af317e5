"""What is kept on this machine: people, what they said, and what they were told. Append-only.

- events: one thing that was said or told, and which of them stand
- places: where the store lies, and who may read it
- engine: a connection to SQLite, SQLCipher or PostgreSQL that acknowledges nothing it can lose
- schema: the tables; `migrations` brings an older store up to them
- memory: the entries that were read last
- whole: `Store`, the one door to it
- exchange: one JSON document of all of it, and back
- sheet: the diary as a table for a spreadsheet
- soundness: whether each event is as it was written
- files: a backup, and a restore from one

It is the only part that imports the SQL library. Nothing that can be computed is stored.
"""

from lumbago.errors import StoreError
from lumbago.store.events import KINDS, Event, StoredPerson, standing
from lumbago.store.exchange import Imported
from lumbago.store.files import write_new
from lumbago.store.places import default_address, is_encrypted
from lumbago.store.sheet import as_sheet
from lumbago.store.soundness import Damage
from lumbago.store.whole import Store

__all__ = [
    "KINDS",
    "Damage",
    "Event",
    "Imported",
    "Store",
    "StoreError",
    "StoredPerson",
    "as_sheet",
    "default_address",
    "is_encrypted",
    "standing",
    "write_new",
]
