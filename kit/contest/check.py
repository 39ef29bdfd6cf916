"""Whether every group enforces what the rules say: else the printed rules would be wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kit.bank import load_kept
from kit.contest.file import Arena, ContestRound, asked, learners
from kit.errors import Problem, Problems, UserError
from kit.kept import unsalted
from kit.kinds.survey import Survey
from kit.ranking import Hours
from kit.terms import Terms
from kit.textfile import read_text
from kit.validation import problem
from kit.wording import t
from kit.workspace import Workspace
from kit.yaml import Path, read

__all__ = ["check", "said_of_terms"]


def check(arena: Arena) -> Iterator[Problem]:
    """Everything that is wrong, with its place and a way out."""
    yield from _own(arena)
    for one in arena.file.rounds:
        versions: dict[bytes, list[str]] = {}
        for group in arena.groups:
            yield from _plan(arena, group, one)
            try:
                bank = _bank(group, one.quiz)
            except UserError:
                yield _of_group(group, "contest-not-built", (), quiz=one.quiz)
                continue
            versions.setdefault(bank, []).append(group.group.id)
        if len(versions) > 1:
            shown = "; ".join(", ".join(ids) for ids in sorted(versions.values(), key=len))
            yield _own_problem(arena, "contest-versions", one, quiz=one.quiz, groups=shown)
        yield from _quiz(arena, one)


def _bank(group: Workspace, quiz: str) -> bytes:
    """The released bank as it is in all groups; its version is the group's own."""
    version = group.booklet(quiz)["version"]
    try:
        return unsalted(group.bank_file(quiz, version).read_bytes())
    except FileNotFoundError:
        return str(version).encode()


def _own(arena: Arena) -> Iterator[Problem]:
    known = {f"{one.group.id}/{learner}" for one in arena.groups for learner in learners(one)}
    for n, id in enumerate(arena.file.organisers):
        if id not in known:
            yield problem(
                str(arena.path), arena.document, "contest-nobody", ("organisers", n), {"id": id}
            )
    for n, ids in enumerate(arena.file.same_person):
        for m, id in enumerate(ids):
            if id not in known:
                at: Path = ("same_person", n, m)
                yield problem(str(arena.path), arena.document, "contest-nobody", at, {"id": id})
    groups = {one.group.id for one in arena.groups}
    for id in arena.file.members:
        if id not in groups:
            at = ("members", id)
            yield problem(str(arena.path), arena.document, "contest-no-group", at, {"id": id})


def _plan(arena: Arena, group: Workspace, one: ContestRound) -> Iterator[Problem]:
    quizzes = [plan.quiz for plan in group.group.quizzes]
    wanted = arena.file.terms(one)
    if one.quiz not in quizzes:
        told = {"plan": as_plan(one, wanted), "folder": arena.path.parent}
        yield _of_group(group, "contest-not-planned", (), quiz=one.quiz, **told)
        return
    at = ("quizzes", quizzes.index(one.quiz))
    is_now, should_be = said_of_terms(group.terms(one.quiz, "")), said_of_terms(wanted)
    for key in should_be:
        single = key == "best" and wanted.attempts == 1
        if is_now[key] != should_be[key] and not single:
            values = {
                "quiz": one.quiz,
                "what": t(f"contest.key_{key}"),
                "key": key,
                "now": _worded(key, is_now[key]),
                "wanted": _worded(key, should_be[key]),
                "value": should_be[key],
                "folder": arena.path.parent,
            }
            yield _of_group(group, "contest-differs", (*at, key), **values)


def _quiz(arena: Arena, one: ContestRound) -> Iterator[Problem]:
    """What the round's quiz must be, looked at in the first group that has it."""
    for group in arena.groups:
        sizes = asked(group, one.quiz)
        if sizes is None:
            continue
        first = arena.contest.questions, arena.contest.full_score
        if sizes != first:
            counts = {"questions": sizes[0], "points": sizes[1]}
            others = {"others": first[0], "other_points": first[1]}
            yield _own_problem(arena, "contest-sizes", one, quiz=one.quiz, **counts, **others)
        try:
            bank = load_kept(group.bank_file(one.quiz, group.booklet(one.quiz)["version"]))
        except Problems as error:
            yield from error.problems
            return
        if any(item.scored == "hand" for item in bank.items):
            yield _own_problem(arena, "contest-by-hand", one, quiz=one.quiz)
        wanted = arena.file.prediction
        item = next((item for item in bank.items if wanted and item.id == wanted.item), None)
        form = "percent" if wanted and wanted.of == "percent-all-correct" else "number"
        if wanted and not (isinstance(item, Survey) and item.input == form):
            told = {"quiz": one.quiz, "item": wanted.item, "form": form}
            yield _own_problem(arena, "contest-prediction", one, **told)
        return


def _own_problem(arena: Arena, code: str, one: ContestRound, **params: object) -> Problem:
    at = ("rounds", arena.file.rounds.index(one), "quiz")
    return problem(str(arena.path), arena.document, code, at, params)


def _of_group(group: Workspace, code: str, at: Path, **params: object) -> Problem:
    file = group.path / "group.yaml"
    return problem(str(file), read(read_text(file), str(file)), code, at, params)


def said_of_terms(terms: Terms) -> dict[str, str]:
    """The settings as group.yaml has them."""
    return {
        "opens": _moment(terms.opens),
        "closes": _moment(terms.closes),
        "hours": _hours(terms.hours),
        "time_limit": _minutes(terms.limit),
        "attempts": "unlimited" if terms.attempts is None else str(terms.attempts),
        "best": terms.best,
    }


def _worded(key: str, value: str) -> str:
    """A value of group.yaml as people say it."""
    if key == "best":
        return t(f"contest.best_{value.replace('-', '_')}")
    if value in ("unlimited", "none"):
        return t("contest.no_limit")
    return t("quiz.minutes", count=value) if key == "time_limit" else value


def as_plan(one: ContestRound, terms: Terms) -> str:
    """The line that a group's ``quizzes`` needs for a round."""
    said = {
        key: value for key, value in said_of_terms(terms).items() if value != t("contest.nothing")
    }
    parts = [f"quiz: {one.quiz}", *(f"{key}: {value}" for key, value in said.items())]
    return f"{{{', '.join(parts)}}}"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else t("contest.nothing")


def _hours(hours: Hours | None) -> str:
    if hours is None:
        return t("contest.nothing")
    days = ", ".join(hours.days)
    return f"{{opens: {hours.opens:%H:%M}, closes: {hours.closes:%H:%M}, days: [{days}]}}"


def _minutes(limit: timedelta | None) -> str:
    return str(int(limit.total_seconds()) // 60) if limit else "none"
