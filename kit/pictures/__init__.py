"""Pictures made from data: timelines, maps of documents and tables, as SVG that anyone can read.

A lesson's picture is a small YAML file. It is drawn twice, for a phone and for a desk, without a
style sheet, a script or a font of its own, and its content stands below it as text with sources.
"""

from kit.pictures.figure import drawing, figure
from kit.pictures.model import AnyPicture, Map, Table, Timeline
from kit.pictures.parse import PictureDraft, draft, parse

__all__ = [
    "AnyPicture",
    "Map",
    "PictureDraft",
    "Table",
    "Timeline",
    "draft",
    "drawing",
    "figure",
    "parse",
]
