"""The packaged files a page may load, each listed at the start: no path ever reaches the disk."""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tornado.web import HTTPError

from kit.serve.handler import PageHandler

EXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
)
"""The JupyterLab extensions a page loads; nothing else that is installed adds to its weight."""

_SENT = {".css", ".js", ".map", ".mjs", ".png", ".svg", ".ttf", ".woff", ".woff2"}
_COMPRESSED = {".css", ".js", ".map", ".mjs", ".svg", ".ttf"}


@dataclass
class Assets:
    """Names such as ``voila/7770.voila.js`` and the files behind them."""

    files: dict[str, Path]
    extensions: dict[str, Path] = field(default_factory=dict)
    """The ``package.json`` of each extension."""
    root: str = "/"
    """The address below which this server gets to answer."""
    _zipped: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Changes when any file does; part of every address, so answers can be kept for ever."""
        total = hashlib.sha256()
        for name, path in sorted(self.files.items()):
            stat = path.stat()
            total.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
        return total.hexdigest()[:12]

    def url(self, name: str) -> str:
        """The address of a file, or of a folder of files."""
        return f"{self.root}_/{self.digest}/{name}"

    @cached_property
    def front_end(self) -> tuple[str, ...]:
        """Scripts that every notebook page needs, to be fetched while its kernel starts.

        ``front-end.txt`` lists them for the Voila that was looked at; what another version does
        not have is left out, and what it has besides comes a little later.
        """
        listed = (Path(__file__).parent / "front-end.txt").read_text(encoding="utf-8").split()
        return tuple(name for name in listed if name in self.files)

    def zipped(self, name: str) -> bytes | None:
        """The file compressed, once; ``None`` for what is compressed already."""
        if self.files[name].suffix not in _COMPRESSED:
            return None
        if name not in self._zipped:
            self._zipped[name] = gzip.compress(self.files[name].read_bytes(), 6, mtime=0)
        return self._zipped[name]


def find_assets(root: str = "/") -> Assets:
    """Our own files, Voila's front end, and the few extensions that widgets need."""
    from voila.paths import collect_static_paths
    from voila.utils import get_voila_labextensions_path

    files: dict[str, Path] = {}
    extensions: dict[str, Path] = {}
    own = Path(__file__).parent / "static"
    files.update(_below(own, "kit"))
    for folder in reversed(collect_static_paths(["voila"], "base")):
        files.update(_below(Path(folder), "voila"))
    for folder in reversed(get_voila_labextensions_path()):
        for name in EXTENSIONS:
            if (package := Path(folder) / name / "package.json").is_file():
                extensions[name] = package
                files.update(_below(package.parent, f"labextensions/{name}"))
    return Assets(files, extensions, root)


def _below(root: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    for path in root.rglob("*"):
        if path.suffix in _SENT and path.is_file():
            yield f"{prefix}/{path.relative_to(root).as_posix()}", path


class AssetHandler(PageHandler):
    """Sends listed files, compressed where the browser can read that."""

    def initialize(self, assets: Assets) -> None:
        """``assets`` is the list."""
        self.listed = assets

    def head(self, digest: str, name: str) -> None:
        """Like ``get``; tornado leaves the body out."""
        self.get(digest, name)

    def get(self, digest: str, name: str) -> None:
        """One file; an unknown name is a plain 404, whatever it looks like."""
        path = self.listed.files.get(name)
        if path is None or digest != self.listed.digest:
            raise HTTPError(404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        # Windows' registry may call scripts text/plain, which nosniff then refuses to run.
        kind = "text/javascript" if path.suffix in {".js", ".mjs"} else kind
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Vary", "Accept-Encoding")
        zipped = None
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            zipped = self.listed.zipped(name)
        if zipped is not None:
            self.set_header("Content-Encoding", "gzip")
        self.finish(zipped if zipped is not None else path.read_bytes())
