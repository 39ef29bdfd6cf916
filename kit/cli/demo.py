"""``kit demo``: a ready group with one submission already scored."""

import csv
import shutil
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.say import console, say, slips_table
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.course import Slip
    from kit.workspace import Workspace

_CODES = "demo-codes.csv"
"""The demo's codes in clear: its people are invented, and a second run must show them again."""


def demo(
    folder: Annotated[Path, typer.Argument(help=t("cli.help_demo_folder"))] = Path("demo-group"),
    port: Annotated[int, typer.Option(min=0, max=65535, help=t("cli.help_port"))] = 8866,
    browser: Annotated[bool, typer.Option(help=t("cli.help_browser"))] = True,
) -> None:
    from kit.serve import serve

    if (folder / _CODES).exists():
        say(t("demo.again", path=folder))
    else:
        say(t("demo.making", path=folder))
        _prepare_whole(folder)
    codes = _read_codes(folder)
    console.print(slips_table(codes, t("demo.codes")))
    if browser:
        say(t("demo.stop"))
    serve([folder], port=port, open_browser=browser, say=say)


def _prepare_whole(folder: Path) -> None:
    """Make the demo beside its place first, so that Ctrl-C leaves nothing half-made there."""
    from kit.errors import UserError

    if folder.exists() and any(folder.iterdir()):
        raise UserError(t("new.not_empty", path=folder), t("new.not_empty_hint"))
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    prepare(making)
    if folder.exists():
        folder.rmdir()
    making.rename(folder)


def prepare(folder: Path) -> None:
    """Make the demo group, build it, hand one submission in and let nbgrader score it."""
    from kit.content import Content
    from kit.gradebook.build import build
    from kit.gradebook.course import Person, found
    from kit.workspace import Workspace

    content = Content.find(None)
    people = [Person(t(f"demo.person_{n}")) for n in (1, 2, 3)]
    people.append(Person(t("demo.trainer"), "trainer"))
    group = t("demo.group")
    slips = found(
        folder, group, "hoc-thu", people, content.lessons(), content.tests(), SystemRandom()
    )
    _open_review(folder / "group.yaml")
    workspace = Workspace(folder.resolve())
    with console.status(t("new.building")):
        build(workspace, content.path)
    with console.status(t("demo.grading")):
        say(_sample(workspace, slips[0].learner, slips[0].name))
    with open(folder / _CODES, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((s.learner, s.name, s.role, s.code) for s in slips)


def _open_review(group: Path) -> None:
    """Let the demo show a whole result at once; a real group waits for the closing hour."""
    review = "    review: {after_hand_in: [score, right, explanation]}"
    lines = group.read_text(encoding="utf-8").splitlines()
    shown = [f"{line}\n{review}" if line.startswith("  - quiz:") else line for line in lines]
    group.write_text("\n".join(shown) + "\n", encoding="utf-8", newline="\n")


def _sample(workspace: "Workspace", learner: str, name: str) -> str:
    """Answer the first quiz as a good learner might, hand it in, score it; what came of it."""
    from kit.clock import now
    from kit.consent import KEEP_RESULT
    from kit.gradebook.bulk import grade_group
    from kit.gradebook.results import results
    from kit.serve.group import GroupApp
    from kit.serve.kernel_desk import KernelDesk
    from kit.submission import hand_in

    quiz = workspace.group.quizzes[0].quiz
    booklet, bank = workspace.booklet(quiz), workspace.bank(quiz)
    file, rng = workspace.answers_to(booklet, learner), Random(bank.id)
    for slot in workspace.paper(bank, learner):
        item = bank.item(slot.item)
        file.save(item.id, item.right() if rng.random() < 0.8 else item.wrong(), now())
    hand_in(workspace, learner, quiz, now())
    app = GroupApp(workspace, KernelDesk())
    app.consent.record(learner, KEEP_RESULT, True, app.consent_text(), now())
    (report,) = grade_group(workspace, [quiz], now=now())
    result = results(workspace.path, learner, quiz)
    if result is None:
        reason = report.quarantined[0].reason if report.quarantined else ""
        return t("demo.not_scored", reason=reason)
    return t("demo.sample", name=name, total=result.total, max=result.max)


def _read_codes(folder: Path) -> list["Slip"]:
    from kit.gradebook.course import Slip

    with open(folder / _CODES, encoding="utf-8", newline="") as file:
        return [Slip(id, name, role, code) for id, name, role, code in csv.reader(file)]  # type: ignore[arg-type]
