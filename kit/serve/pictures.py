"""Pictures of a lesson, put into the page itself; the exporter asks for them by their path."""

import base64
from dataclasses import dataclass
from pathlib import Path

_KINDS = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}


@dataclass(frozen=True)
class LessonPictures:
    """Stands in for Jupyter's contents manager and knows pictures below one folder only."""

    folder: Path

    def file_exists(self, path: str) -> bool:
        """Whether that is a picture of the lesson."""
        return self._file(path) is not None

    def get(self, path: str, format: str = "base64") -> dict[str, str]:
        """The picture, base64."""
        file = self._file(path)
        if file is None:
            raise FileNotFoundError(path)
        return {"content": base64.b64encode(file.read_bytes()).decode("ascii")}

    def _file(self, path: str) -> Path | None:
        root = self.folder.resolve()
        try:
            file = (root / path).resolve()
            inside = file.is_relative_to(root) and file.suffix.lower() in _KINDS
            return file if inside and file.is_file() else None
        except (OSError, ValueError):
            return None
