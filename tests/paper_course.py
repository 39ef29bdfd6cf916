"""A small group that prints quizzes: a drawn one, and one with every kind of question."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from kit.consent import KEEP_RESULT, ConsentLog
from kit.model import Item, Response
from kit.papers import Paper, written
from kit.printings import Printing, record_codes
from kit.roster import Member, write_roster
from kit.serve.group import consent_text
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.drawn_course import CONTENT, NOW, QUIZ, make_workspace, release

EVERY = "every-kind"
NAMES = {"hv-001": "Nguyễn Thị Hòa", "hv-002": "Trần Văn Khác", "hv-003": "Lê Thị Bình"}
SEED = "buoi-1"


def make_paper_group(folder: Path) -> Workspace:
    """The group, its quizzes released, its members on the roster; two of them have agreed."""
    workspace = make_workspace(folder)
    file = folder / "group.yaml"
    file.write_text(file.read_text("utf-8") + f"  - quiz: {EVERY}\n", encoding="utf-8")
    members = [Member(learner, name, "learner", "0" * 64) for learner, name in NAMES.items()]
    write_roster(folder / "roster.csv", [*members, Member("gv-1", "Vũ Chi", "trainer", "1" * 64)])
    content = folder.parent / "content-of-paper-group"
    shutil.copytree(CONTENT, content)
    shutil.copy(ROOT / "tests" / "cases" / "banks" / f"{EVERY}.yaml", content / "quizzes")
    for quiz in (QUIZ, EVERY):
        release(workspace, quiz, content)
    log = ConsentLog(folder / "consent.jsonl")
    for learner in ("hv-001", "hv-002"):
        log.record(learner, KEEP_RESULT, True, consent_text(workspace.group), NOW)
    return workspace


def printed(workspace: Workspace, quiz: str, *codes: str, seed: str = SEED) -> Printing:
    """Record that these codes were printed."""
    printing = Printing(workspace.booklet(quiz)["version"], seed)
    record_codes(workspace.papers_file(quiz), quiz, codes or ("101", "102"), printing)
    return printing


def on_paper(paper: Paper, responses: Mapping[str, Response]) -> dict[int, str]:
    """How these responses stand on a paper, by number."""
    return {
        question.number: written(question, responses.get(question.item.id))
        for question in paper.questions
    }


def random_response(item: Item, rng: Random) -> Response:
    """Any answer somebody may write on paper: whole or in part, right or wrong, or nothing."""
    show = item.present()
    match item.kind:
        case "single":
            return str(rng.choice([option["id"] for option in show["options"]]))
        case "multiple":
            return _some(show["options"], rng)
        case "true_false":
            return rng.random() < 0.5
        case "cluster":
            return {id: rng.random() < 0.5 for id in _some(show["statements"], rng)}
        case "matching":
            others = [entry["id"] for entry in show["right"]]
            return {id: rng.choice(others) for id in _some(show["left"], rng)}
        case "ordering":
            entries: list[Any] = [entry["id"] for entry in show["entries"]]
            return rng.sample(entries, len(entries))
        case "survey":
            return item.right()
        case "cloze" | "set":
            return _mixed(item.right(), item.wrong(), rng)
        case _:
            return rng.choice([item.right(), item.wrong()])


def _some(entries: Any, rng: Random) -> list[Any]:
    return [entry["id"] for entry in entries if rng.random() < 0.6]


def _mixed(right: Any, wrong: Any, rng: Random) -> Response:
    if isinstance(right, dict):
        kept = {gap: rng.choice([right, wrong])[gap] for gap in right}
        return {gap: value for gap, value in kept.items() if rng.random() < 0.8}
    return [one for one in (*right, *wrong) if rng.random() < 0.6]
