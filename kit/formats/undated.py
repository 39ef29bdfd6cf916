"""Zipped files without a trace of when they were made: the same content, the same bytes."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a zip file knows."""

_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT[^<]*<")


def undated(package: bytes) -> bytes:
    """The same package, with every part of the same old day."""
    stamped = BytesIO()
    with ZipFile(BytesIO(package)) as made, ZipFile(stamped, "w", ZIP_DEFLATED) as target:
        for part in made.infolist():
            info = ZipInfo(part.filename, _LONG_AGO)
            info.create_system, info.external_attr = 3, 0o600 << 16
            info.compress_type = ZIP_DEFLATED
            content = made.read(part)
            if part.filename == _PROPERTIES:
                content = _MOMENT.sub(b">1980-01-01T00:00:00Z<", content)
            target.writestr(info, content)
    return stamped.getvalue()
