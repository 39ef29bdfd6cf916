"""A notebook as a page, by Voila's exporter and executor. Imported when a server starts."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat  # noqa: TID253
from jinja2 import pass_context
from markupsafe import Markup
from nbclient.exceptions import CellExecutionError  # noqa: TID253
from traitlets.config import Config
from voila.configuration import VoilaConfiguration  # noqa: TID253
from voila.execute import VoilaExecutor  # noqa: TID253
from voila.exporter import VoilaExporter, VoilaMarkdownRenderer  # noqa: TID253
from voila.notebook_renderer import NotebookRenderer  # noqa: TID253

from kit.serve.assets import EXTENSIONS, Assets
from kit.serve.executing import join, leave
from kit.serve.lesson_html import cited_once, harmless, harmless_address
from kit.serve.notebooks import NotebookPage
from kit.serve.pictures import LessonPictures
from kit.serve.sessions import Session
from kit.serve.tables import readable
from kit.together import keep_together
from kit.wording import t

_log = logging.getLogger(__name__)

_PYTHON = {"name": "python3", "display_name": "Python", "language": "python"}
_TEMPLATES = Path(__file__).parent / "templates"


class _Markdown(VoilaMarkdownRenderer):  # type: ignore[misc]
    """Voila's Markdown, made for narrow screens and without anything that runs."""

    def text(self, text: str) -> str:
        """Text in which dates and document numbers do not break at their hyphens."""
        return str(keep_together(text))

    def inline_html(self, html: str) -> str:
        """Marks such as an anchor; no more than that."""
        return harmless(html)

    def block_html(self, html: str) -> str:
        """The same for lines of it."""
        return str(keep_together(Markup(harmless(html)))) + "\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link to a page."""
        return str(super().link(text, harmless_address(url), title))

    def table(self, text: str) -> str:
        """A table that can be read on a phone."""
        return readable(text)


class _Exporter(VoilaExporter):  # type: ignore[misc]
    """Voila's exporter of one notebook, with its text rendered once.

    It holds nothing of a page: notebook, outputs and words come with each call.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the notebook and its pictures."""
        super().__init__(
            config=Config(),
            template_paths=[str(_TEMPLATES)],
            template_file="notebook.html.j2",
            template_name="kit",
            contents_manager=LessonPictures(folder),
            markdown_renderer_class=_Markdown,
            exclude_input=True,
            default_preprocessors=[],
        )
        self._rendered: dict[str, str] = {}

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """A cell's text as HTML."""
        if source not in self._rendered:
            self._rendered[source] = cited_once(super().markdown2html(context, source))
        return self._rendered[source]


@lru_cache(maxsize=64)
def _prepared(path: Path, changed: tuple[int, int]) -> tuple[Any, _Exporter]:
    """A notebook and its exporter, kept until the file or something beside it changes."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.metadata.kernelspec = _PYTHON
    return notebook, _Exporter(path.parent)


def _changed(path: Path) -> tuple[int, int]:
    return path.stat().st_mtime_ns, path.parent.stat().st_mtime_ns


class _Renderer(NotebookRenderer):  # type: ignore[misc]
    """One page: starts its kernel when the template asks, runs each cell when its turn comes."""

    def __init__(self, page: "Rendering", configuration: VoilaConfiguration) -> None:
        super().__init__(voila_configuration=configuration, page_config={})
        self.page = page
        self.executor: VoilaExecutor | None = None
        # The exporter makes a copy of its own, into which the outputs go.
        self.notebook, self.exporter = _prepared(page.path, _changed(page.path))
        self.resources = {"metadata": {"name": page.path.stem}, "kit": page.words()}

    def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        return self._cells(nb, kernel_id)

    async def _cells(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        """Text at once, while the kernel starts; a code cell when it has run.

        A cell that fails takes nothing with it: the rest of the lesson is still shown.
        """
        for index, cell in enumerate(nb.cells):
            cell.metadata.kit_tongue = self.page.handler.tongue(cell.source)
            if cell.cell_type == "code":
                cell = await self._run(await self._joined(nb, kernel_id), cell, index)
            yield cell
        leave(await self._joined(nb, kernel_id))

    async def _joined(self, nb: Any, kernel_id: str) -> VoilaExecutor:
        if self.executor is None:
            await self.page.started()
            manager = self.page.handler.kernels.manager.get_kernel(kernel_id)
            self.executor = await join(nb, manager)
        return self.executor

    async def _run(self, executor: VoilaExecutor, cell: Any, index: int) -> Any:
        cell.outputs = []
        try:
            return await executor.execute_cell(cell, None, index, store_history=False)
        except (CellExecutionError, TimeoutError) as error:
            _log.error("%s, cell %d: %s", self.page.path.name, index, str(error).splitlines()[-1])
            cell.outputs = [nbformat.v4.new_output("error")]  # type: ignore[no-untyped-call]
            return cell


class Rendering:
    """One request's page."""

    def __init__(
        self, handler: NotebookPage, session: Session, path: Path, title: str, quiz: str | None
    ) -> None:
        self.handler, self.session, self.path = handler, session, path
        self.title, self.quiz = title, quiz
        self.kernel = str(uuid4())
        self.starting: asyncio.Future[None] | None = None

    async def pieces(self) -> AsyncIterator[str]:
        """The page's HTML, in the order and at the moments it becomes known."""
        renderer = _Renderer(self, self.handler.settings["voila"].voila_configuration)
        self.starting = asyncio.ensure_future(
            self.handler.kernels.open(self.kernel, self.handler.app, self.session, self.quiz)
        )
        try:
            async for piece, _ in renderer.generate_content_generator():
                yield piece
        finally:
            self.handler.kernels.turns.give_back(self.kernel)

    async def started(self) -> None:
        """Wait for the kernel."""
        if self.starting is not None:
            await self.starting

    async def give_up(self) -> None:
        """The visitor has left, or something broke: nobody will use the kernel."""
        self.handler.kernels.desk.closed(self.kernel)  # one that waits for its turn will not start
        with suppress(Exception):
            await self.started()
        await self.handler.kernels.close(self.kernel)

    def words(self) -> dict[str, Any]:
        """What the template shows and the front end needs besides the notebook."""
        handler, assets = self.handler, self.handler.settings["kit_assets"]
        # The frame around the page is the same template as on every other page.
        top, _, bottom = handler.html(
            handler.template,
            title=self.title,
            quiz=self.quiz,
            around=handler.around,
            headed=handler.headed,
            front_end=assets.front_end,
        ).partition("<!--notebook-->")
        return {
            "top": top,
            "bottom": bottom,
            "cell_failed": t("serve.cell_failed", handler.language),
            "config": {**page_config(assets, handler.app.root), "kernelId": self.kernel},
        }


def page_config(assets: Assets, root: str) -> dict[str, Any]:
    """JupyterLab's page configuration: the group's own kernel address, the shared files."""
    return {
        "appName": "Voila",
        "appVersion": "kit",
        "baseUrl": root,
        "fullStaticUrl": assets.url("voila"),
        "fullLabextensionsUrl": assets.url("labextensions"),
        "federated_extensions": federated(assets),
        "disabledExtensions": [],
        "extensionConfig": {},
        "terminalsAvailable": False,
        "progressiveRendering": False,
        "jupyterLabTheme": "light",
        "mathjaxConfig": None,
        "fullMathjaxUrl": None,
    }


@lru_cache(maxsize=4)
def _federated(files: tuple[Path, ...]) -> tuple[dict[str, str], ...]:
    found = []
    for path in files:
        package = json.loads(path.read_text(encoding="utf-8"))
        found.append({"name": package["name"], **package["jupyterlab"]["_build"]})
    return tuple(found)


def federated(assets: Assets) -> list[dict[str, str]]:
    """How the front end loads each extension (its package.json says)."""
    return [dict(entry) for entry in _federated(tuple(assets.extensions[e] for e in EXTENSIONS))]
