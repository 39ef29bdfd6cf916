"""From banks and lessons to a workspace that learners can use: ``kit build``.

A quiz becomes an nbgrader assignment of the same name. Everything is looked at before anything is
written, and a quiz whose bank did not change is left alone, byte for byte.

A changed bank is a new *version* of the same assignment as long as its graded cells (items, or
the slots of a blueprint; points, hand- or machine-scored) stay the same: answers carry the
version they were given to, and ``banks/`` keeps every version, with all that other files add to
it and a line that is the group's own (kit/kept.py). Once somebody has begun to answer, other cells
need a new quiz id: nbgrader freezes the cells of an assignment at its first submission. A pool may
grow and be mended at any time.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from kit.bank import BankFile, load, version_of
from kit.begun import BEGUN
from kit.checks.across import no_test_item_in_practice
from kit.checks.scope import find
from kit.content import Content
from kit.drawing import booklet
from kit.durable import write_durably
from kit.errors import Problem, Problems, UserError
from kit.gradebook.assignment import Cells, graded_cells, json_text, notebook
from kit.gradebook.database import has_submissions, recorded_cells
from kit.gradebook.leaks import BOOKLET, leaks
from kit.gradebook.lessons import lesson_files
from kit.kept import salted
from kit.roster import key_for, secret
from kit.sources import NAME as SOURCES
from kit.wording import t
from kit.workspace import Workspace

_STAGING = ".building"


@dataclass(frozen=True)
class Built:
    """What became of one quiz."""

    quiz: str
    version: str
    changed: bool
    """Whether anything had to be written."""


@dataclass(frozen=True)
class _Draft:
    """One quiz's files, before any of them is written."""

    bank: BankFile
    source: dict[str, bytes]
    """Name → content of ``source/<quiz>/``; nothing in it tells the key."""
    cells: Cells


def build(workspace: Workspace, content: Path, quizzes: Sequence[str] | None = None) -> list[Built]:
    """Build the group's quizzes, or those named, from ``content``'s quizzes and lessons.

    Raises ``Problems`` with everything that is wrong, before anything is written, and
    ``UserError`` for a quiz that the group does not have.
    """
    wanted = _wanted(workspace, quizzes)
    problems: list[Problem] = []
    lessons = dict(lesson_files(workspace, content, problems))
    practice = dict(_practice(content, wanted, problems))
    drafts = list(_drafts(workspace, content, wanted, problems))
    if problems:
        raise Problems(set(problems))  # a faulty bank is met twice
    for target, data in {**lessons, **practice}.items():
        path = workspace.path / target
        if not path.is_file() or path.read_bytes() != data:
            write_durably(path, data)
    return [_place(workspace, draft) for draft in drafts]


def _wanted(workspace: Workspace, quizzes: Sequence[str] | None) -> list[str]:
    planned = [plan.quiz for plan in workspace.group.quizzes]
    unknown = [quiz for quiz in quizzes or () if quiz not in planned]
    if unknown:
        known = ", ".join(planned)
        raise UserError(
            t("grade.not_planned", quiz=", ".join(unknown)),
            t("grade.not_planned_hint", known=known),
        )
    if not planned:
        raise UserError(t("grade.no_quizzes"), t("grade.no_quizzes_hint"))
    return list(quizzes) if quizzes else planned


def _practice(
    content: Path, quizzes: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[Path, bytes]]:
    """What a lesson's kernel may read: the practice banks with their keys, and the sources' names.

    So nothing of a test may stand in them. All else that makes a bank good or bad is the
    business of ``kit check``; here only what cannot be scored or would tell a key is refused.
    """
    sources = content / "quizzes" / SOURCES
    if sources.is_file():
        yield Path("practice", SOURCES), sources.read_bytes()
    together = [path for quiz in quizzes if (path := _bank_path(content, quiz)).is_file()]
    for path in Content(content).banks():
        try:
            if (bank := load(path)).quiz.settings.mode == "practice":
                together.append(path)
                yield Path("practice", path.name), bank.content
        except Problems as error:  # whose mode nobody knows
            problems += error.problems
    for scope in find(together, None) if together else ():
        problems += no_test_item_in_practice(scope)


def _bank_path(content: Path, quiz: str) -> Path:
    return content / "quizzes" / f"{quiz}.yaml"


def _drafts(
    workspace: Workspace, content: Path, quizzes: Sequence[str], problems: list[Problem]
) -> Iterator[_Draft]:
    for quiz in quizzes:
        path = _bank_path(content, quiz)
        if not path.is_file():
            what = t("grade.no_bank", quiz=quiz)
            problems.append(Problem(str(path), 0, "no-bank", what, t("grade.no_bank_hint")))
            continue
        try:
            draft = _draft(workspace, path)
        except Problems as error:
            problems += error.problems
            continue
        if draft.bank.quiz.id != quiz:
            what = t("grade.other_id", id=draft.bank.quiz.id, quiz=quiz)
            problems.append(Problem(str(path), 0, "other-id", what, t("grade.other_id_hint")))
        elif frozen := _frozen(workspace, draft):
            problems.append(frozen)
        yield draft


def _draft(workspace: Workspace, path: Path) -> _Draft:
    bank = load(path)
    if not (_is_released(workspace, bank) and _begun(workspace, bank.quiz.id)):
        content = salted(bank.content, key_for(secret(workspace.path), "bank"))
        bank = replace(bank, content=content, version=version_of(content))
    # The seed is the version: everybody's booklet is the same, and so is every rebuild's.
    sheet = booklet(bank.quiz, bank.version, Random(f"{bank.quiz.id}@{bank.version}"))
    assignment = notebook(bank.quiz, sheet)
    source = {f"{bank.quiz.id}.ipynb": json_text(assignment), BOOKLET: json_text(sheet)}
    return _Draft(bank, source, graded_cells(assignment))


def _is_released(workspace: Workspace, bank: BankFile) -> bool:
    """Whether a former kit has, which kept banks as they are: that changes no version any more once
    somebody has begun."""
    try:
        return bool(workspace.booklet(bank.quiz.id)["version"] == bank.version)
    except UserError:
        return False


def _frozen(workspace: Workspace, draft: _Draft) -> Problem | None:
    """A problem if the quiz was begun and its graded cells would change."""
    quiz = draft.bank.quiz.id
    known = recorded_cells(workspace.path, quiz)
    if not known or known == draft.cells or not _begun(workspace, quiz):
        return None
    changed = sorted(
        cell
        for cell in known.keys() | draft.cells.keys()
        if known.get(cell) != draft.cells.get(cell)
    )
    return Problem(
        str(draft.bank.path),
        0,
        "quiz-begun",
        t("grade.quiz_begun", quiz=quiz, items=", ".join(changed)),
        t("grade.quiz_begun_hint", new=f"{quiz}-v2"),
    )


def _begun(workspace: Workspace, quiz: str) -> bool:
    return (
        any((workspace.path / "work").glob(f"*/{quiz}/answers.json"))
        or any((workspace.path / BEGUN).glob(f"*/{quiz}/begun.json"))
        or any((workspace.path / "submitted").glob(f"*/{quiz}"))
        or has_submissions(workspace.path, quiz)
    )


def _place(workspace: Workspace, draft: _Draft) -> Built:
    """Write one quiz's files and let nbgrader make the release from them."""
    quiz, version = draft.bank.quiz.id, draft.bank.version
    root = workspace.path
    kept = workspace.bank_file(quiz, version)
    files = {root / "source" / quiz / name: data for name, data in draft.source.items()}
    if (
        _same({kept: draft.bank.content, **files})
        and _same({root / "release" / quiz / BOOKLET: draft.source[BOOKLET]})
        and (root / "release" / quiz / f"{quiz}.ipynb").is_file()
        and recorded_cells(root, quiz) == draft.cells
    ):
        return Built(quiz, version, False)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(kept, draft.bank.content)
    kept.chmod(0o600)
    shutil.rmtree(root / "source" / quiz, ignore_errors=True)
    for path, data in files.items():
        write_durably(path, data)
    _release(root, draft)
    return Built(quiz, version, True)


def _same(files: dict[Path, bytes]) -> bool:
    return all(path.is_file() and path.read_bytes() == data for path, data in files.items())


def _release(root: Path, draft: _Draft) -> None:
    """Make the release beside its place, check it, and only then put it there."""
    from kit.gradebook.autograde import generate

    quiz = draft.bank.quiz.id
    staging, target = root / _STAGING, root / "release" / quiz
    shutil.rmtree(staging, ignore_errors=True)
    try:
        generate(root, quiz, _STAGING)
        if found := leaks(staging / quiz, draft.bank.quiz):
            # What was released before may leak in the same way.
            shutil.rmtree(target, ignore_errors=True)
            raise Problems(found)
        if target.exists():
            target.rename(staging / ".old")
        target.parent.mkdir(exist_ok=True)
        (staging / quiz).rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
