"""What was typed in for a paper: all that is wrong with it, or what is ready to be handed in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from kit.answers import Answers, Unreadable, read
from kit.consent import KEEP_RESULT, ConsentLog
from kit.entering.table import NOTHING, Row, sheet_of
from kit.errors import Problem, UserError
from kit.formats import Cell
from kit.model import Response, is_blank
from kit.papers import Mistyped, Paper, lay_out
from kit.papers import read as read_answer
from kit.papers.reading import BLANK
from kit.printings import Printings, known_printings
from kit.privacy.person import Person, find_person
from kit.roster import ANONYMOUS, key_for, secret
from kit.serve.anonymous import AnonymousCodes
from kit.serve.group import consent_text
from kit.text import fold
from kit.wording import LANGUAGES, t
from kit.workspace import Workspace

Standing = Literal["new", "same", "other"]
"""Whether the learner has nothing yet, these very answers, or something else."""


@dataclass(frozen=True)
class Ready:
    """A paper with which nothing is wrong."""

    learner: str
    name: str
    """For people; empty for somebody anonymous."""
    paper: Paper
    responses: Mapping[str, Response]
    """Item → response; blank ones are left out."""
    standing: Standing
    consents: bool = False
    """Whether a cross on the paper gives the consent that was not given before."""
    anonymous: str = ""
    """A new anonymous code, which the member is to be given."""
    cell: Cell = NOTHING
    """Where it was typed whose paper it is."""
    sheet: str = ""
    """Of one without a name: what tells it from others of its table, see ``sheet_of``."""


@dataclass(frozen=True)
class Desk:
    """Looks at papers of one quiz."""

    workspace: Workspace
    quiz: str
    file: str = ""
    """What problems call the file that is read."""
    replace: bool = False
    """Whether what is there already may be replaced."""
    _papers: dict[str, Paper] = field(default_factory=dict, compare=False)

    @cached_property
    def printings(self) -> Printings:
        """What was printed; raises ``UserError`` if nothing was."""
        found = known_printings(self.workspace.papers_file(self.quiz))
        if not found.codes:
            what = t("paper.none_printed", quiz=self.quiz)
            where = {"path": self.workspace.path, "quiz": self.quiz}
            raise UserError(what, t("paper.none_printed_hint", **where))
        return found

    def paper(self, code: str) -> Paper:
        """What stands on the paper of a code; ``KeyError`` for one that was not printed."""
        if code not in self._papers:
            printing = self.printings.codes[code]
            bank = self.workspace.bank(self.quiz, printing.version)
            self._papers[code] = lay_out(bank, printing.seed, code, printing.kept)
        return self._papers[code]

    def is_drawn(self, code: str) -> bool:
        """Whether other learners get other questions."""
        return bool(self.workspace.bank(self.quiz, self.printings.codes[code].version).blueprint)

    def look_at(self, row: Row) -> Ready | list[Problem]:
        """Everything that is wrong with a row, or the paper."""
        problems: list[Problem] = []
        found = self.person(row, problems)
        paper = self._paper(row, problems)
        responses = self._responses(row, paper, problems) if paper else {}
        consents = self.consents(row, found[0], problems) if found else False
        if problems or found is None or paper is None:
            return problems
        person, anonymous = found
        standing = self._standing(person.learner, paper.code, responses)
        if standing == "other" and not self.replace:
            problems.append(self.problem(row.learner, "there", learner=person.learner))
        name = person.member.name if person.member else ""
        cell = row.learner if row.learner.text else row.name
        sheet = sheet_of(cell.text, cell.line) or "" if anonymous else ""
        ready = Ready(
            person.learner, name, paper, responses, standing, consents, anonymous, cell, sheet
        )
        return problems or ready

    def problem(self, cell: Cell, code: str, /, **params: object) -> Problem:
        """What is wrong with a cell, worded by the catalogue (``paper.entry_<code>``)."""
        message, hint = t(f"paper.entry_{code}", **params), t(f"paper.entry_{code}_hint", **params)
        return self._at(cell, code, message, hint)

    def _at(self, cell: Cell, code: str, message: str, hint: str) -> Problem:
        where = f"{cell.place}: " if cell.place else ""
        name = f"entry-{code.replace('_', '-')}"
        return Problem(self.file, cell.line, name, f"{where}{message}", hint)

    def person(self, row: Row, problems: list[Problem]) -> tuple[Person, str] | None:
        """Whose paper it is, with a new anonymous code if one is asked for."""
        who = row.learner.text or row.name.text
        if sheet_of(who) is not None:
            codes = AnonymousCodes(key_for(secret(self.workspace.path), "anonymous"))
            code = codes.new()
            return Person(codes.learner(code), None), code
        try:
            person = find_person(self.workspace, who)
            if person.member is None and not ANONYMOUS.fullmatch(person.learner):
                # Somebody of that id has left; nobody could be asked to agree.
                raise UserError(t("privacy.nobody", who=who), t("privacy.nobody_hint"))
        except UserError as error:
            problems.append(self._at(row.learner, "nobody", error.message, error.hint))
            return None
        typed, known = row.name.text, person.member
        if row.learner.text and typed and known and fold(typed) != fold(known.name):
            problems.append(self.problem(row.name, "other_name", name=typed, known=known.name))
        return person, ""

    def _paper(self, row: Row, problems: list[Problem]) -> Paper | None:
        known = self.printings.codes
        if row.code.text in known:
            return self.paper(row.code.text)
        params = {"code": row.code.text, "known": ", ".join(known)}
        what = "code_unknown" if row.code.text else "no_code"
        problems.append(self.problem(row.code, what, **params))
        return None

    def _responses(self, row: Row, paper: Paper, problems: list[Problem]) -> dict[str, Response]:
        found: dict[str, Response] = {}
        for number, cell in row.answers.items():
            question = paper.numbers.get(number)
            if question is None:
                if cell.text and cell.text not in BLANK:
                    params = {"number": number, "code": paper.code}
                    problems.append(self.problem(cell, "no_question", **params))
                continue
            try:
                response = read_answer(question, paper.code, cell.text)
            except Mistyped as error:
                label = t("quiz.question", number=number)
                problems.append(self._at(cell, "mistyped", f"{label}: {error}", error.hint))
                continue
            if not is_blank(response):
                found[question.item.id] = response
        if not any(cell.text for cell in row.answers.values()):
            problems.append(self.problem(row.code, "no_answer"))
        return found

    def consents(self, row: Row, person: Person, problems: list[Problem]) -> bool:
        """Whether consent is given by this paper; a problem if it is given by nothing."""
        log = ConsentLog(self.workspace.path / "consent.jsonl")
        text = consent_text(self.workspace.group)
        if person.member is None or log.given(person.learner, KEEP_RESULT, text):
            return False
        yes = {fold(t("paper.entry_yes", lang)) for lang in LANGUAGES} | {"x"}
        if fold(row.consent.text) in yes:
            return True
        cell = row.consent if row.consent.place else row.learner
        problems.append(self.problem(cell, "no_consent", learner=person.learner))
        return False

    def _standing(self, learner: str, code: str, responses: Mapping[str, Response]) -> Standing:
        there = list(self._there(learner))
        if not there:
            return "new"
        first = there[0]
        same = isinstance(first, Answers) and first.handed_in and first.paper == code
        return "same" if same and first.responses() == responses else "other"  # type: ignore[union-attr]

    def handed_in(self, learner: str) -> Answers | None:
        """What the learner has handed in of this quiz; ``None`` if nothing, or it is unreadable."""
        there = next(self._there(learner), None)
        return there if there and there.handed_in else None

    def _there(self, learner: str) -> Iterator[Answers | None]:
        """What the learner has handed in or begun; ``None`` for what cannot be read."""
        submitted = self.workspace.submitted(learner, self.quiz)
        work = self.workspace.work(learner, self.quiz)
        for folder in (submitted, work):
            try:
                answers = read(folder / "answers.json")
            except Unreadable:
                if folder == submitted and folder.is_dir():
                    yield None
                continue
            if answers.answers or answers.handed_in:
                yield answers


@dataclass(frozen=True)
class Looked:
    """What came of all rows."""

    ready: tuple[Ready, ...]
    problems: tuple[Problem, ...]
    gone: int = 0
    """Sheets without a name that an earlier run entered from this table, and it has no more."""


def look_at_all(desk: Desk, rows: Iterable[Row]) -> Looked:
    """Look at every row before anything is written; one learner may have one paper."""
    ready: dict[str, Ready] = {}
    problems: list[Problem] = []
    for row in rows:
        if row.is_blank:
            continue
        found = desk.look_at(row)
        if isinstance(found, list):
            problems += found
        elif found.learner in ready:
            problems.append(desk.problem(row.learner, "twice", learner=found.learner))
        else:
            ready[found.learner] = found
    return Looked(tuple(ready.values()), tuple(problems))


def moment_fits(workspace: Workspace, quiz: str, at: datetime) -> bool:
    """Whether the quiz was open then."""
    plan = workspace.plan(quiz)
    return not ((plan.opens and at < plan.opens) or (plan.closes and at > plan.closes))
