"""What the Hub's pages say: JupyterHub's own that are replaced, and the door's."""

from pathlib import Path
from typing import Any

import jinja2

from kit.serve.hub.table import City
from kit.wording import t

TEMPLATES = Path(__file__).parent / "templates"


def words(city: City) -> dict[str, Any]:
    """What the Hub's pages say, and the groups they lead to."""
    lang = city.table.language
    names = (
        "title", "learners", "learners_help", "trainers", "group", "choose", "code", "enter",
        "wrong", "starting", "start", "again", "reopening", "nobody_lost", "grading", "close",
        "close_help", "admin", "sign_out", "slow_down", "expired", "failed", "not_running",
        "stopping", "signed_out", "not_found", "forbidden", "trouble", "way_back", "first_page",
    )  # fmt: skip
    said = {name: t(f"hub.page_{name}", lang) for name in names}
    groups = [
        {"id": id, "name": group.name, "unit": group.unit} for id, group in city.groups.items()
    ]
    style = (TEMPLATES.parents[1] / "static" / "site.css").read_text("utf-8")
    return {**said, "lang": lang, "city": city.table.name, "groups": groups, "style": style}


def reopening(city: City) -> str:
    """The page of a group whose server is not there yet; it loads itself again."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    pages = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return pages.get_template("503.html").render(kit=words(city))
