"""All that a folder holds about one learner, for that learner to read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kit.answers import Answers, Unreadable, read
from kit.bank import load_kept
from kit.clock import day, spoken
from kit.consent import KEEP_RESULT, lines_of
from kit.errors import Problems
from kit.formats.html import from_html
from kit.given import attempts_of, kept_attempts
from kit.gradebook.bulk.log import Rescored
from kit.gradebook.persons import Remark, changed_scores, remarks
from kit.gradebook.results import Result, results
from kit.model import Quiz, Response
from kit.practised import FOLDER
from kit.printings import Entry, known_printings
from kit.privacy.erase import STEPS
from kit.privacy.person import Person
from kit.privacy.practice import Practised, practice_lines, practised
from kit.serve.own_answer import own_answer
from kit.text import write_number
from kit.wording import t
from kit.workspace import Workspace


@dataclass(frozen=True)
class Given:
    """One answer."""

    item: str
    question: str
    """The stem, Markdown; empty if its bank is kept no longer."""
    response: Response
    """Raw, as it is stored."""
    words: str
    """The same in words, as HTML."""
    at: str


@dataclass(frozen=True)
class Work:
    """What there is of one quiz or of one set of practice questions."""

    quiz: str
    title: str
    handed_in: str
    answers: tuple[Given, ...]
    result: Result | None
    remarks: tuple[Remark, ...]
    papers: tuple[Entry, ...] = ()
    """Papers that somebody typed in."""
    attempt: int = 0
    """Number of an attempt beside the one that counts; 0 for that one."""


@dataclass(frozen=True)
class Dossier:
    """Everything, as of one moment."""

    person: Person
    group: str
    at: datetime
    consents: tuple[tuple[str, str, str], ...]
    """When, for what, yes or no."""
    work: tuple[Work, ...]
    practice: tuple[Practised, ...]
    """In the order in which it comes back."""
    changed: tuple[Rescored, ...]
    files: tuple[str, ...]
    """Every file of the learner's own, relative to the group's folder."""


def dossier(workspace: Workspace, person: Person, now: datetime) -> Dossier:
    """Gather it; nothing is changed. What cannot be read is among the files all the same."""
    learner, root = person.learner, workspace.path
    said = remarks(root, learner)
    consents = tuple(
        (str(line.get("at", "")), str(line.get("purpose", "")), str(line.get("answer", "")))
        for line in lines_of(root / "consent.jsonl", learner)
    )
    work = tuple(
        one
        for quiz in _quizzes(root, learner)
        for one in _works(workspace, learner, quiz, tuple(one for one in said if one.quiz == quiz))
    )
    changed = tuple(changed_scores(root, learner))
    files = tuple(_files(root, learner))
    practice = tuple(practised(workspace, learner))
    return Dossier(person, workspace.group.name, now, consents, work, practice, changed, files)


def _quizzes(root: Path, learner: str) -> list[str]:
    folders = (root / step / learner for step in STEPS)
    found = {one.name for folder in folders if folder.is_dir() for one in folder.iterdir()}
    return sorted(found - {FOLDER})


def _files(root: Path, learner: str) -> Iterator[str]:
    for step in STEPS:
        for path in sorted((root / step / learner).rglob("*")):
            if path.is_file() and not path.name.startswith("."):  # locks, which are empty
                yield path.relative_to(root).as_posix()


def _works(
    workspace: Workspace, learner: str, quiz: str, said: tuple[Remark, ...]
) -> Iterator[Work]:
    """What counts, then the other attempts, the one that is under way among them."""
    counted = _answers(workspace, learner, quiz)
    yield _work(workspace, learner, quiz, counted, said)
    folder = workspace.path / "work" / learner / quiz
    places = [attempts_of(folder) / str(n) for n in kept_attempts(folder)]
    for place in (*places, folder) if places else ():
        try:
            other = read(place / "answers.json")
        except Unreadable:
            continue
        # The present attempt lies there until the next one begins.
        kept = place == folder and other.attempt in kept_attempts(folder)
        if not kept and not (counted and other.attempt == counted.attempt):
            found = _work(workspace, learner, quiz, other, ())
            yield replace(found, result=None, papers=(), attempt=other.attempt)


def _work(
    workspace: Workspace,
    learner: str,
    quiz: str,
    answers: Answers | None,
    said: tuple[Remark, ...],
) -> Work:
    bank = _bank(workspace, quiz, answers.version) if answers else None
    given = tuple(_given(answers, bank, workspace)) if answers else ()
    result = results(workspace.path, learner, quiz)
    stamp = answers.handed_in if answers else None
    handed_in = spoken(datetime.fromisoformat(stamp)) if stamp else ""
    papers = known_printings(workspace.papers_file(quiz)).entries_of(learner)
    return Work(quiz, bank.title if bank else quiz, handed_in, given, result, said, papers)


def _answers(workspace: Workspace, learner: str, quiz: str) -> Answers | None:
    """What was handed in, else what is being worked on."""
    for step in ("submitted", "work"):
        try:
            return read(workspace.path / step / learner / quiz / "answers.json")
        except Unreadable:
            continue
    return None


def _bank(workspace: Workspace, quiz: str, version: str) -> Quiz | None:
    kept = workspace.bank_file(quiz, version) if version.isalnum() else workspace.practice(quiz)
    for path in (kept, workspace.practice(quiz)):
        try:
            return load_kept(path)
        except Problems:
            continue
    return None


def _given(answers: Answers, bank: Quiz | None, workspace: Workspace) -> Iterator[Given]:
    items = {item.id: item for item in bank.items} if bank else {}
    for id, answer in answers.answers.items():
        item = items.get(id)
        stem = item.stem if item else ""
        words = own_answer(item, answer.response, workspace.group.language) if item else ""
        yield Given(id, stem, answer.response, words, answer.at)


def as_lines(found: Dossier) -> Iterator[str]:
    """The same as plain text in Vietnamese, to be printed and handed over."""
    member = found.person.member
    name = member.name if member else t("privacy.no_name")
    yield t("privacy.head", name=name, learner=found.person.learner, group=found.group)
    yield t("privacy.as_of", when=spoken(found.at))
    yield ""
    yield t("privacy.consents")
    for at, purpose, answer in found.consents:
        what = t("privacy.purpose_keep") if purpose == KEEP_RESULT else purpose
        yield "  " + t(
            "privacy.consent", at=_when(at), purpose=what, answer=t(f"privacy.answer_{answer}")
        )
    if not found.consents:
        yield "  " + t("privacy.none")
    for work in found.work:
        yield from _work_lines(work)
    yield from practice_lines(found.practice)
    if found.changed:
        yield ""
        yield t("privacy.changed")
        for one in found.changed:
            when = spoken(one.at.replace(tzinfo=UTC))
            scores = {"before": write_number(one.before), "after": _score(one.after)}
            where = {"quiz": one.quiz, "slot": one.slot}
            yield "  " + t("privacy.changed_line", when=when, **where, **scores)
    yield ""
    yield t("privacy.files", count=len(found.files))
    yield from (f"  {file}" for file in found.files)


def _when(at: str) -> str:
    """As people write it: a moment, or a day alone."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return spoken(moment) if "T" in at else day(moment)


def _score(after: float | None) -> str:
    return t("regrade.waits") if after is None else write_number(after)


def _work_lines(work: Work) -> Iterator[str]:
    yield ""
    title = work.title
    if work.attempt:
        title = t("privacy.attempt", title=title, number=work.attempt)
    yield t("privacy.work", title=title)
    handed_in = work.handed_in and t("privacy.handed_in", when=work.handed_in)
    yield "  " + (handed_in or t("privacy.not_handed_in"))
    for paper in work.papers:
        at = {"at": _when(paper.at), "entered": _when(paper.entered)}
        reason = t("privacy.paper_reason", reason=paper.reason) if paper.reason else ""
        yield "  " + t("privacy.paper", code=paper.code, **at, reason=reason)
    if work.result:
        total = {"total": write_number(work.result.total), "max": write_number(work.result.max)}
        yield "  " + t("privacy.score", **total)
    for one in work.answers:
        yield f"  {' '.join((one.question or one.item).split())}"
        words = from_html(one.words).markdown if one.words else str(one.response)
        yield "    → " + t("privacy.given", answer=" ".join(words.split()), at=_when(one.at))
    for remark in work.remarks:
        who = t("privacy.remark_person" if remark.by_hand else "privacy.remark_machine")
        yield f"  {who} ({remark.slot}): {remark.text}"
