"""``/<group>/trainer/guide``: how to run a session with the kit, for whoever runs it."""

import re
from pathlib import Path

from tornado.web import HTTPError

from kit.gradebook.lessons import GUIDE
from kit.markdown import block
from kit.serve.group import GroupApp
from kit.serve.handler import GroupHandler
from kit.serve.tables import readable
from kit.textfile import read_text

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def guide(app: GroupApp) -> Path | None:
    """The guide that ``kit build`` put into the group's folder, if there is one."""
    path = app.workspace.path / "lessons" / GUIDE
    return path if path.is_file() else None


def rendered(text: str) -> tuple[str, str]:
    """Title and safe HTML of the guide's Markdown."""
    first, _, rest = text.partition("\n")
    html = re.sub(
        r"<table>(.*?)</table>", lambda table: readable(table[1]), block(rest), flags=re.S
    )
    return first.lstrip("# ").strip(), html


class GuidePage(GroupHandler):
    """The guide, for trainers and secretaries of this group; made to be printed too."""

    async def get(self) -> None:
        """One page of text."""
        session = self.signed_in()
        if session is None:
            return
        if self.role(session) not in {"trainer", "secretary"}:
            raise HTTPError(403)
        path = guide(self.app)
        if path is None:
            raise HTTPError(404)
        title, text = rendered(await self.aside(read_text, path))
        self.page("guide.html", title=title, text=text)
