"""The commands of a person's own data: people, the diary, export, import, erase, backup, restore.

All of it stays in the store on this machine (`lumbago.store`). The passphrase of an encrypted
store is asked for, or taken from `LUMBAGO_PASSPHRASE`; it is never an option, as other programs
can read those.

- speaking: what the commands say, in the language of the person
- opening: the store, whose data it is, and files
- diary: `lumbago diary`
- forecast: `lumbago forecast`, `lumbago progress`
- learning: `lumbago insights`
- report: `lumbago report`
- whole: people, export, import, backup, restore, verify, erase
"""

import typer

from lumbago.own_data.diary import diary
from lumbago.own_data.forecast import forecast, progress
from lumbago.own_data.learning import insights
from lumbago.own_data.report import report
from lumbago.own_data.whole import backup, erase, export, import_, people, restore, verify


def add_commands(app: typer.Typer) -> None:
    """Add all of them to the command line."""
    app.add_typer(diary, name="diary")
    own = (insights, forecast, progress, report, people, export, backup, restore, verify, erase)
    for command in own:
        app.command()(command)
    app.command("import")(import_)
