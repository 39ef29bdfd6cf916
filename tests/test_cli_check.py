"""``kit check`` and what all commands share: exit codes, where words go, help."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kit import __version__
from kit.cli import COMMANDS, main
from tests.banks import ROOT

BAD = ROOT / "tests" / "bad"


@pytest.fixture(autouse=True)
def _without_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIT_SOURCES", raising=False)
    monkeypatch.delenv("KIT_FACTS", raising=False)


def run(*arguments: str | Path) -> int:
    """Exit code of a command; 0 if it returns."""
    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])
    return int(caught.value.code or 0)


def test_a_good_folder_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", ROOT) == 0
    assert "0" not in capsys.readouterr().out.split(":")[-1]


def test_a_faulty_bank_prints_every_problem_and_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = BAD / "many-at-once.yaml"
    assert run("check", file) == 1
    printed = capsys.readouterr().out
    for line, code in ((3, "unknown-key"), (19, "missing"), (28, "duplicate-id"),
                       (34, "option-twice"), (15, "phrase-elsewhere")):  # fmt: skip
        assert f"{file}:{line}: [{code}] " in printed
    assert printed.count("→ ") == 14
    assert f"kit studio {file}" in printed
    total, which = printed.strip().split("\n")[-2:]
    assert total.startswith("14 ")
    assert "Phải sửa 10" in which


@pytest.mark.parametrize("argument", ["nowhere", "nowhere.yaml", "."])
def test_nothing_to_check_is_wrong_use_and_says_so(
    argument: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", tmp_path / argument) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "→" in captured.err


def test_without_a_path_the_working_folder_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD / "in-practice")
    assert run("check") == 1


def test_what_keeps_a_bank_from_being_built_is_told_apart_from_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the same faults ``kit build`` refuses the one bank, and takes the other."""
    bank = tmp_path / "bai.yaml"
    item = "  - {id: mot, kind: number, stem: Mấy?, key: KEY}\n"
    head = "format: 1\nid: bai\ntitle: Bài\nas_of: 2026-11-22\nitems:\n"
    for key, said in (("hai ba", "Phải sửa 1 điều trong đó"), ("5", "Lệnh build vẫn nhận")):
        bank.write_text(head + item.replace("KEY", key), encoding="utf-8")
        assert run("check", bank) == 1
        told = capsys.readouterr().out
        assert told.rstrip().splitlines()[-1].startswith(said)


def test_as_json_standard_output_is_nothing_but_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--json", BAD / "missing.yaml") == 1
    problems = json.loads(capsys.readouterr().out)
    assert [problem["code"] for problem in problems] == ["missing", "missing"]


def test_as_json_no_problem_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--json", ROOT) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_texts_are_found_by_option_and_by_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = tmp_path / "bai.yaml"
    bank.write_text((BAD / "phrase-not-there.yaml").read_text("utf-8"), "utf-8")
    assert run("check", bank) == 0
    assert "--sources" in capsys.readouterr().out
    assert run("check", bank, "--sources", BAD / "sources") == 1
    monkeypatch.setenv("KIT_SOURCES", str(BAD / "sources"))
    assert run("check", bank) == 1


def test_the_longest_copied_run_is_printed_with_its_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("check", BAD / "copied-run") == 1
    printed = capsys.readouterr().out
    assert f"Đoạn trùng dài nhất với nguồn: 13 từ ({BAD / 'copied-run' / 'bai.yaml'}:8; " in printed
    assert "Một hai ba, bốn năm sáu, bảy tám chín mười mười một mười" in printed


def test_a_picture_may_be_checked_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", BAD / "pictures" / "box-twice.yaml") == 1
    assert "[box-twice]" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["check", "--unknown"], ["unknown"], ["score"]])
def test_wrong_options_end_with_2(arguments: list[str]) -> None:
    assert run(*arguments) == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.strip() == __version__


def test_every_command_is_helped_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    listed = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n  {command} " in listed
        assert run(command, "--help") == 0
        assert "--help" in capsys.readouterr().out


def test_help_needs_no_bank_reader_and_no_console() -> None:
    code = "import sys, kit.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"pydantic", "ruamel.yaml", "markdown_it", "asyncio", "ipywidgets"}


def test_vietnamese_is_printed_whatever_the_terminal_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kit", "check", str(BAD / "missing.yaml")],
        cwd=ROOT,
        capture_output=True,
        env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C", "PATH": ""},
        check=False,
    )
    assert done.returncode == 1
    assert "Thiếu “a.key”" in done.stdout.decode("utf-8")
