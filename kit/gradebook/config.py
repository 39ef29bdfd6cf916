"""A workspace's ``nbgrader_config.py``: written once, read here as nbgrader reads it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

from kit.errors import UserError
from kit.wording import t

FILE = "nbgrader_config.py"


def config_text(course: str) -> str:
    """The configuration for a new workspace; ``course`` is the group's id."""
    template = Template(files("kit.gradebook").joinpath("nbgrader_config.txt").read_text("utf-8"))
    return template.substitute(course=repr(course), essay=repr(t("grade.essay_here")))


def nbgrader_config(root: Path) -> Any:
    """The workspace's configuration (a traitlets ``Config``).

    Raises ``UserError`` if the folder has none: it is no workspace then.
    """
    path = root / FILE
    if not path.is_file():
        raise UserError(t("grade.no_config", path=path), t("grade.no_config_hint"))
    stat = path.stat()
    return _load(path.resolve(), stat.st_mtime_ns, stat.st_size)


def template_folders() -> list[str]:
    """Where nbgrader's pages (feedback, formgrader) find their templates: the kit's come first."""
    # nbgrader's folder is found without importing it, which takes 5 s.
    spec = find_spec("nbgrader")
    stock = spec.submodule_search_locations if spec else None
    return [
        str(Path(__file__).parent / "templates"),
        *(str(Path(root, "server_extensions/formgrader/templates")) for root in stock or ()),
    ]


@lru_cache(maxsize=128)
def _load(path: Path, _changed: int, _size: int) -> Any:
    from traitlets.config.loader import Config, PyFileConfigLoader

    whole = Config()
    for settings in _everybodys():
        whole.merge(settings)
    whole.merge(PyFileConfigLoader(path.name, path=str(path.parent)).load_config())
    return whole


def _everybodys() -> Iterator[Any]:
    """What the machine and its user have set for all courses, which nbgrader reads first."""
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config.loader import JSONFileConfigLoader, PyFileConfigLoader

    loaders = {".py": PyFileConfigLoader, ".json": JSONFileConfigLoader}
    for name in ("jupyter_config", "nbgrader_config"):
        for folder in reversed(jupyter_config_path()):
            for ending, loader in loaders.items():
                if Path(folder, name + ending).is_file():
                    # nbgrader warns of a file with a fault, and goes on without it.
                    with suppress(Exception):
                        yield loader(name + ending, path=folder).load_config()


def database_url(root: Path) -> str:
    """SQLAlchemy's URL of the workspace's gradebook."""
    url = nbgrader_config(root).CourseDirectory.get("db_url")
    return str(url) if url else f"sqlite:///{(root / 'gradebook.db').resolve()}"
