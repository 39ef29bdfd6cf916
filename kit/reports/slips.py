"""Sign-in slips: a page to print, cut and hand out; each slip has one member's personal code.

The page is one file without any request: QR codes are drawn inside it. A code stands behind ``#``
of the address, the part that a browser sends to nobody and no server writes into a log.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template

from kit.errors import UserError
from kit.gradebook.course import Slip
from kit.wording import Language, t

A_PAGE = 8
"""Slips on a sheet of A4: two beside each other, four below."""

_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Whose slips they are."""

    id: str
    """Part of the address."""
    name: str
    address: str = ""
    """Of the server, such as ``http://192.168.1.20:8866``; empty if nobody knows it yet."""
    language: Language = "vi"


def checked_address(typed: str, groups: Collection[str] = ()) -> str:
    """The server's address without a slash at its end; raises ``UserError`` for what is none.

    ``kit serve`` says where a group's page is, and that is what people copy: the page's name and
    the id of one of ``groups`` at the end are taken off.
    """
    address = typed.strip().rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise UserError(t("slips.bad_address", address=typed), t("slips.bad_address_hint"))
    server, _, end = address.removesuffix("/sign-in").rpartition("/")
    return server.rstrip("/") if end in groups and _ADDRESS.fullmatch(server) else address


def page_address(group: Group) -> str:
    """Where the group's page is; what ``kit serve`` says, too."""
    return f"{group.address}/{group.id}/"


def sign_in_address(group: Group, code: str) -> str:
    """What the QR code of a slip says: it opens the app and signs in."""
    return f"{page_address(group)}sign-in#{code}"


def slips_page(slips: Sequence[Slip], group: Group) -> bytes:
    """The page, UTF-8."""
    sheets = [slips[n : n + A_PAGE] for n in range(0, len(slips), A_PAGE)]
    body = "".join(
        f"<section>{''.join(_slip(slip, group) for slip in sheet)}</section>\n" for sheet in sheets
    )
    page = Template(files("kit.reports").joinpath("slips.html").read_text("utf-8"))
    lang = group.language
    return page.substitute(
        lang=lang,
        title=escape(t("slips.title", lang, group=group.name)),
        warning=escape(t("slips.warning", lang)),
        body=body,
    ).encode()


def _slip(slip: Slip, group: Group) -> str:
    lang = group.language
    if group.address:
        qr = _qr(sign_in_address(group, slip.code))
        help_text = t("slips.help", lang, address=page_address(group))
    else:
        qr, help_text = "", t("slips.help_no_address", lang)
    return (
        f'<article>{qr}<div class="who"><p class="group">{escape(group.name)}</p>'
        f'<p class="name">{escape(slip.name)}</p>'
        f'<p class="id">{escape(t(f"slips.{slip.role}", lang, id=slip.learner))}</p></div>'
        f'<p class="code">{escape(slip.code)}</p>'
        f'<p class="help">{escape(help_text)}</p></article>'
    )


def _qr(text: str) -> str:
    """A QR code as SVG, with its quiet zone; it is read with a quarter of it soiled."""
    import segno

    # No ids, classes or title: many of them stand in one page.
    svg: str = segno.make(text, error="q", micro=False).svg_inline(
        border=4, omitsize=True, svgclass=None, lineclass=None
    )
    return f'<div class="qr">{svg}</div>'
