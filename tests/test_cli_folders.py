"""kit.cli.folders: which groups ``thanh-pho/*`` names, whoever has filled it in."""

from pathlib import Path

import pytest

from kit.cli import main
from kit.cli.folders import groups_among
from tests.serving import make_group


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Two groups, and what lies beside groups after a while."""
    folder = tmp_path / "thành phố"
    make_group(folder / "chi-bo-1")
    make_group(folder / "chi-bo-2", id="chi-bo-2")
    (folder / "chi-bo-1-giay-to").mkdir()
    for name in ("ket-qua.xlsx", "chi-bo-1-format-1-20261130-080000.zip", ".khoa"):
        (folder / name).touch()
    return folder


def test_what_lies_beside_groups_is_passed_over(city: Path) -> None:
    """Filled in by a shell or, as on Windows, by nobody."""
    groups = [city / "chi-bo-1", city / "chi-bo-2"]
    assert groups_among(sorted(city.glob("[!.]*"))) == groups
    assert groups_among([city / "*"]) == groups
    assert groups_among([city / "chi-bo-*"]) == groups


def test_what_may_be_a_mistake_is_left_to_be_told(city: Path, tmp_path: Path) -> None:
    """A mistyped name, a group that has lost its file, a folder somewhere else, one alone."""
    (city / "chi-bo-2" / "group.yaml").unlink()
    (tmp_path / "khac").mkdir()
    odd = [city / "chi-bo-3", city / "chi-bo-2", tmp_path / "khac", city / "chi-bo-9*"]
    assert groups_among([city / "chi-bo-1", *odd]) == [city / "chi-bo-1", *odd]
    assert groups_among([city / "chi-bo-1-giay-to"]) == [city / "chi-bo-1-giay-to"]


def test_the_commands_know(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["status", str(city / "*")])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("2 tổ, 0 tổ đang mở")
