"""A command that was typed wrong is told in Vietnamese, with how it is typed."""

import pytest
import typer

from kit.cli import main
from kit.cli.backup import _ask


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == code
    read = capsys.readouterr()
    return read.err if code else read.out


@pytest.mark.parametrize(
    ("arguments", "first", "usage"),
    [
        (("grade",), "Còn thiếu 'folders': Thư mục của một hay nhiều tổ.", "kit grade [TÙY CHỌN]"),
        (("gradebook", "a"), "Còn thiếu '--to': Tệp sẽ ghi", "kit gradebook"),
        (("grade", "a", "--jsn"), "Không có tùy chọn --jsn. Có phải là --json?", "kit grade"),
        (("grad",), "Không có lệnh “grad”. Có phải là ", "kit [TÙY CHỌN] LỆNH …"),
        (("xyzzy",), "Không có lệnh “xyzzy”.", "kit [TÙY CHỌN] LỆNH …"),
        (("doctor", "chi", "bo 5"), "Thừa chữ: bo 5.", "kit doctor"),
        (("report", "week", "a", "--week"), "Sau --week còn thiếu giá trị.",
         "kit report week"),
        (("grade", "a", "--json=1"), "Tùy chọn --json không nhận giá trị.", "kit grade"),
        (("new", "a", "--members", "vài"), "Giá trị của '--members' không dùng được. "
         "Ở đây cần một số nguyên", "kit new"),
        (("new", "a", "--members", "0"), "Giá trị của '--members' không dùng được. "
         "Ở đây cần một số từ 1 trở lên.", "kit new"),
        (("new", "a", "--members", "9999"), "Ở đây cần một số không quá 5000.", "kit new"),
        (("paper", "a", "--format", "odt"), "Ở đây cần một trong các giá trị: 'both', 'docx', 'pdf'"
         ".", "kit paper print"),
    ],
)  # fmt: skip
def test_what_is_wrong_comes_first_and_then_how_it_is_typed(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], first: str, usage: str
) -> None:
    lines = said(capsys, *arguments).splitlines()
    assert first in lines[0]
    assert lines[1].startswith(f"→ Cách gõ: {usage}")
    command = usage.partition(" [")[0]
    assert lines[-1] == f"→ Xem hướng dẫn: {command} --help"


@pytest.mark.parametrize("command", [(), ("check",), ("grade",), ("report", "week"), ("contest",)])
def test_the_help_has_no_english_around_it(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    text = said(capsys, *command, "--help", code=0)
    assert text.startswith("Cách gõ: kit")
    assert "Hiện hướng dẫn này rồi thoát." in text
    for word in (
        "Usage",
        "Options:",
        "Arguments",
        "Commands",
        "[required]",
        "[default",
        "DD-MM",
        "Path",
        "str]",
    ):
        assert word not in text


def test_a_group_of_commands_without_one_shows_its_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said(capsys, "contest").startswith("Cách gõ: kit contest")


@pytest.mark.parametrize(
    "typed", [["một hai ba bốn", "hai", "bốn năm sáu bảy", "bốn năm sáu bảy"], [""]]
)
def test_a_passphrase_typed_twice_otherwise_is_asked_for_anew(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    """And an empty one is none, without asking again."""
    answers = iter(typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(answers))
    assert _ask(new=True) == typed[-1]
    assert next(answers, None) is None
    assert ("Hai lần gõ không giống nhau" in capsys.readouterr().out) == (len(typed) > 2)
