"""``kit new --from``: the groups of a whole list, with their slips."""

from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from kit.cli.codes_table import codes_table
from kit.cli.hand_out import must_take, must_take_folder
from kit.cli.progress import progress
from kit.cli.say import few, say
from kit.cli.unfinished import say_unfinished
from kit.errors import UserError
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.city import Made, Wanted


def new_groups(
    to: Path,
    file: Path,
    codes_to: Path | None,
    slips: Path | None,
    address: str | None,
    content: Path | None,
) -> None:
    """Make all groups of a list below ``to``; ``slips`` is a folder, ``codes_to`` one table.

    Raises ``UserError`` without a place for the codes, and ``Problems``.
    """
    from kit.content import Content
    from kit.gradebook.choosing import choose
    from kit.gradebook.city import found_all
    from kit.reports.slips import checked_address

    if not (codes_to or slips):
        raise UserError(t("new.where_codes"), t("new.where_codes_hint"))
    groups, where = _listed(file), Content.find(content)
    whole = checked_address(address, [group.id for group in groups]) if address else ""
    must_take(codes_to)
    if slips:
        must_take_folder(slips)
    quizzes = choose(where)
    people = sum(len(group.everybody()) for group in groups)
    with progress("new", people, quiet=False) as told:
        made = found_all(groups, to, where.lessons(), quizzes, SystemRandom(), told)
    if slips:
        slips.mkdir(mode=0o700, parents=True, exist_ok=True)
        _pages(slips, made, whole)
    if codes_to:
        _table(codes_to, made)
    say(t("new.made_all", count=len(made), people=people, path=to))
    say_unfinished(quizzes)
    if len(made) == 1:
        say(t("new.next_build", path=made[0].folder))
    else:
        say(t("new.next_build_all", path=to))


def _listed(file: Path) -> "list[Wanted]":
    """The groups of a list; rows that are nobody's are told, and names that two people have."""
    from kit.gradebook.city import read_list

    passed: list[str] = []
    groups = read_list(file, passed.append)
    if passed:
        say(t("new.passed", count=len(passed), texts=few(passed)))
    _say_namesakes(groups)
    return groups


def _say_namesakes(groups: "list[Wanted]") -> None:
    """Who has somebody else's name in the same group: there a name alone says not who it is."""
    from kit.gradebook.people import namesakes

    found = [(group, *pair) for group in groups for pair in namesakes(group.people).items()]
    if not found:
        return
    texts = [
        t("new.namesake", name=name, count=count, group=one.name) for one, name, count in found
    ]
    say(t("new.namesakes_in_groups", count=len(found), texts=few(texts), name=found[0][1]))


def _pages(folder: Path, made: "list[Made]", address: str) -> None:
    from kit.consent import write_private
    from kit.reports.slips import Group, slips_page

    for one in made:
        page = slips_page(one.slips, Group(one.id, one.name, address))
        write_private(folder / f"{one.id}.html", page)
    say(t("slips.all_written", path=folder, count=len(made)))
    if not address:
        say(t("slips.no_address"))


def _table(file: Path, made: "list[Made]") -> None:
    rows = [(one.name, slip) for one in made for slip in one.slips]
    codes_table(file, [slip for _, slip in rows], [name for name, _ in rows])
