"""kit.gradebook.config: a workspace's nbgrader configuration."""

import logging
import shutil
import sys
from pathlib import Path

import pytest

from kit.errors import UserError
from kit.gradebook.config import (
    FILE,
    config_text,
    database_url,
    nbgrader_config,
    template_folders,
)
from kit.wording import t
from tests.gradebook_course import make_workspace


def test_the_course_is_the_groups_own_folder(tmp_path: Path) -> None:
    """Id, root and gradebook follow the folder, also after it was moved."""
    old = make_workspace(tmp_path / "cu").path
    moved = Path(shutil.move(old, tmp_path / "moi")).resolve()
    course = nbgrader_config(moved).CourseDirectory
    assert course.course_id == "to-thu"
    assert course.root == str(moved)
    assert database_url(moved) == f"sqlite:///{moved / 'gradebook.db'}"


STEPS = (
    "nbgrader.preprocessors.LimitOutput",
    "kit.gradebook.preprocessor.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
)


def test_answers_are_scored_as_data_unless_a_kernel_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KIT_EXECUTE=1 brings nbgrader's own Execute step back; the steps after it are the same."""
    plain = nbgrader_config(make_workspace(tmp_path / "a").path).Autograde
    assert plain.autograde_preprocessors == ["kit.gradebook.preprocessor.QuizScore", *STEPS]
    monkeypatch.setenv("KIT_EXECUTE", "1")
    executed = nbgrader_config(make_workspace(tmp_path / "b").path).Autograde
    assert executed.autograde_preprocessors[0] == "nbgrader.preprocessors.Execute"
    assert executed.autograde_preprocessors[-4:] == list(STEPS)


def test_another_database_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A city names its server by KIT_DB_URL, or in the file; a change is seen at once."""
    root = make_workspace(tmp_path / "to").path
    monkeypatch.setenv("KIT_DB_URL", "postgresql+psycopg://server/to-thu")
    assert database_url(root) == "postgresql+psycopg://server/to-thu"
    with open(root / FILE, "a", encoding="utf-8") as file:
        file.write('c.CourseDirectory.db_url = "sqlite:////khac.db"\n')
    assert database_url(root) == "sqlite:////khac.db"


def test_one_setting_names_a_database_for_each_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``{group}`` in KIT_DB_URL is the group's id: 76 groups, 76 databases."""
    monkeypatch.setenv("KIT_DB_URL", "postgresql+psycopg://kit@server/{group}")
    root = make_workspace(tmp_path / "to").path
    assert database_url(root) == "postgresql+psycopg://kit@server/to-thu"


def test_feedback_and_essays_are_the_kits(tmp_path: Path) -> None:
    """Hidden tests are cut from feedback; the essay's place keeps its text in the release."""
    config = nbgrader_config(make_workspace(tmp_path / "to").path)
    assert "nbgrader.preprocessors.ClearHiddenTests" in config.GenerateFeedback.preprocessors
    assert t("grade.essay_here") == config.ClearSolutions.text_stub


@pytest.mark.kernel
@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")
def test_formgrader_does_not_complain_of_the_exchange_that_nobody_uses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It asks at every visit. It still says on its page that there is none."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = nbgrader_config(make_workspace(tmp_path / "to").path)
    config.Exchange.root = str(tmp_path / "none")
    log = logging.getLogger("tests.exchange")
    for own in (True, False):
        if not own:
            del config.ExchangeFactory.list
        api = NbGraderAPI(CourseDirectory(config=config), config=config, log=log)
        assert api.exchange_missing
        assert ("Unwritable" in caplog.text) is not own
        assert not (tmp_path / "none").exists()


def test_templates_are_the_kits_and_then_nbgraders() -> None:
    """Both folders exist, and the kit's holds what takes the place of MathJax."""
    kit, stock = map(Path, template_folders())
    assert (kit / "base" / "mathjax.html.j2").is_file()
    assert (stock / "feedback" / "index.html.j2").is_file()


def test_a_group_id_cannot_break_the_file() -> None:
    """Ids are written as Python strings."""
    assert "course_id = 'a\\'\"b'" in config_text("a'\"b")


def test_a_folder_without_configuration_is_no_workspace(tmp_path: Path) -> None:
    """The message names the file and the command that makes one."""
    with pytest.raises(UserError, match="kit new"):
        nbgrader_config(tmp_path)
