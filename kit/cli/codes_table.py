"""Personal codes as a CSV table, to print and delete."""

from pathlib import Path
from typing import TYPE_CHECKING

from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.course import Slip


def codes_table(file: Path, slips: list["Slip"], groups: list[str] | None = None) -> None:
    """Write codes as CSV; ``groups`` names each slip's group, where there are several."""
    import csv
    from io import StringIO

    from kit.consent import write_private
    from kit.formats.cells import csv_text

    target = StringIO(newline="")
    writer = csv.writer(target)
    more = [[name] for name in groups] if groups else [[] for _ in slips]
    names = ("id", "name", "role", "code")
    heads = [t("new.column_group")] if groups else []
    writer.writerow([*heads, *(t(f"new.column_{name}") for name in names)])
    for slip, before in zip(slips, more, strict=True):
        row = (*before, slip.learner, slip.name, t(f"new.role_{slip.role}"), slip.code)
        writer.writerow(csv_text(cell) for cell in row)
    write_private(file, target.getvalue().encode("utf-8-sig"))
    say(t("new.codes_file", path=file))
