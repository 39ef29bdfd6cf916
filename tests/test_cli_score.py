"""``kit score``: any responses against any bank, one JSON line each."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit.scorelines import score_lines
from tests.banks import EVERY_KIND, ROOT
from tests.test_cli_check import run

BANK = ROOT / "tests" / "cases" / "banks" / "every-kind.yaml"


def scored(*lines: Any) -> list[dict[str, Any]]:
    """What comes out for these lines; what is no bytes is made JSON."""
    raw = [
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
        for line in lines
    ]
    return [json.loads(line) for line in score_lines(EVERY_KIND, raw)]


def test_every_item_of_a_bank_is_scored_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"item": item.id, "response": item.right()} for item in EVERY_KIND.items]
    file = tmp_path / "responses.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert run("score", "--bank", BANK, "--responses", file) == 0
    out = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["item"] for line in out] == [item.id for item in EVERY_KIND.items]
    for line, item in zip(out, EVERY_KIND.items, strict=True):
        assert set(line) == {"item", "score", "max", "outcome"}
        if item.scored == "machine":
            assert (line["score"], line["max"]) == (item.points, item.points)
            assert line["outcome"] == "right"


def test_all_seven_outcomes_are_told() -> None:
    out = scored(
        {"item": "single-plain", "response": "c"},
        {"item": "single-plain", "response": "a"},
        {"item": "set-all", "response": ["xuân"]},
        {"item": "single-plain", "response": ""},
        {"item": "single-plain", "response": "z"},
        {"item": "essay-plain", "response": "Bài viết"},
        {"item": "survey-one", "response": "a"},
    )
    assert [line["outcome"] for line in out] == [
        "right", "wrong", "partial", "blank", "invalid", "manual", "unscored"
    ]  # fmt: skip
    assert [line["score"] for line in out] == [1, 0, 1, 0, None, None, None]
    assert [line["max"] for line in out] == [1, 1, 4, 1, 1, 5, 0]


@pytest.mark.parametrize(
    ("line", "item", "most"),
    [
        (b"", None, None),
        (b"not json", None, None),
        (b"\xff\xfe", None, None),
        (b'"text"', None, None),
        (b"[1, 2]", None, None),
        (b"{}", None, None),
        (b'{"response": "a"}', None, None),
        (b'{"id": "single-plain", "response": "a"}', None, None),
        (b'{"item": 7, "response": "a"}', None, None),
        (b'{"item": ["single-plain"], "response": "a"}', None, None),
        (b'{"item": "nowhere", "response": "a"}', "nowhere", None),
        (b'{"item": "set-all"}', "set-all", 4),
        (b'{"item": "set-all", "response": 7}', "set-all", 4),
        (b'{"item": "survey-one", "response": 7}', "survey-one", 0),
        (b"[" * 100_000, None, None),
        (b'{"item": "set-all", "response": ' + b"[" * 800 + b"1" + b"]" * 800 + b"}", "set-all", 4),
    ],
)
def test_a_line_that_cannot_be_read_says_so_and_scoring_goes_on(
    line: bytes, item: str | None, most: float | None
) -> None:
    good = {"item": "single-plain", "response": "c"}
    before, invalid, after = scored(good, line, good)
    assert before["outcome"] == after["outcome"] == "right"
    assert invalid["note"]
    assert {**invalid, "note": ""} == {
        "item": item, "score": None, "max": most, "outcome": "invalid", "note": "", "line": 2
    }  # fmt: skip


def test_a_note_is_given_when_there_is_something_to_say() -> None:
    (line,) = scored({"item": "text-half", "response": "cao vut"})
    assert (line["outcome"], line["score"]) == ("partial", 0.5)
    assert line["note"]


def test_other_keys_of_a_line_are_not_looked_at() -> None:
    (line,) = scored({"item": "single-plain", "response": "c", "learner": "hv-001"})
    assert line == {"item": "single-plain", "score": 1.0, "max": 1.0, "outcome": "right"}


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    line = b'\xef\xbb\xbf{"item": "single-plain", "response": "c"}\r\n'
    assert scored(line, line.removeprefix(b"\xef\xbb\xbf"))[1]["outcome"] == "right"
    assert scored(line)[0]["outcome"] == "right"


def test_responses_are_scored_as_they_come() -> None:
    class Endless(io.RawIOBase):
        """Gives one line and fails if it is asked for more than that."""

        def __iter__(self) -> Any:
            yield b'{"item": "single-plain", "response": "c"}\n'
            raise AssertionError("asked for the next line before giving the first score")

    assert json.loads(next(score_lines(EVERY_KIND, Endless())))["outcome"] == "right"


def test_a_dash_reads_standard_input_and_half_an_emoji_comes_out_as_json() -> None:
    line = b'{"item": "number-plain", "response": "\\ud83d"}\n'
    done = subprocess.run(
        [sys.executable, "-m", "kit", "score", "--bank", str(BANK), "--responses", "-"],
        cwd=ROOT,
        input=line * 2,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(each)["line"] for each in done.stdout.decode("utf-8").splitlines()] == [1, 2]


def test_a_faulty_bank_gives_all_its_problems_and_no_score(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "responses.jsonl"
    file.write_text("", "utf-8")
    assert run("score", "--bank", ROOT / "tests/bad/option-twice.yaml", "--responses", file) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("[option-twice]") == 3


@pytest.mark.parametrize("missing", ["--bank", "--responses"])
def test_a_file_that_is_not_there_is_told(missing: str, tmp_path: Path) -> None:
    files = {"--bank": BANK, "--responses": BANK, missing: tmp_path / "nowhere"}
    arguments = [part for option, file in files.items() for part in (option, file)]
    assert run("score", *arguments) == (1 if missing == "--bank" else 2)
