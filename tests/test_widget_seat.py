"""The name of a learner's unsent answers in the browser."""

import re
from pathlib import Path

from kit.roster import secret
from kit.seats import Seat
from kit.workspace import Workspace


def test_a_token_cannot_be_made_without_the_groups_secret(tmp_path: Path) -> None:
    """Of two groups alike but for the secret, neither learner has the other's token."""
    tokens = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "group.yaml").write_text(
            "format: 1\nid: to-thu\nname: Tổ thử\n", encoding="utf-8"
        )
        secret(tmp_path / name)
        tokens.add(Seat(Workspace(tmp_path / name), "hv-001").token("thu"))
    assert len(tokens) == 2


def test_a_token_is_one_learners_at_one_quiz(tmp_path: Path) -> None:
    """The same on every device, another for anybody or anything else; opaque."""
    workspace = Workspace(tmp_path)
    places = [("hv-001", "thu"), ("hv-002", "thu"), ("hv-001", "thu-2")]
    tokens = [Seat(workspace, learner).token(quiz) for learner, quiz in places]
    assert len(set(tokens)) == 3
    assert tokens == [Seat(workspace, learner).token(quiz) for learner, quiz in places]
    assert all(re.fullmatch(r"[0-9a-f]{16}", token) for token in tokens)


def test_without_a_learner_nothing_is_kept_in_the_browser(tmp_path: Path) -> None:
    """An empty token: the page stores nothing."""
    assert Seat(Workspace(tmp_path)).token("thu") == ""
    assert Seat().token("thu") == ""
