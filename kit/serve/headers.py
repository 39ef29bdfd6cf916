"""Security headers: one strict policy for our pages, one that lets Voila's front end work."""

import re

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)

# What a Voila page needs beyond the above, each tried by leaving it out:
# blob: in script-src   anywidget imports the widget's module from a blob
# 'unsafe-inline' style JupyterLab and Lumino put style elements and attributes into the page
# data: fonts/images    JupyterLab's icons are data addresses inside its style sheets
# ws: in connect-src    older Safari does not count the kernel's websocket as 'self'
_NOTEBOOK = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)


def page_headers() -> dict[str, str]:
    """For pages without widgets, files and errors."""
    return {**_COMMON, "Content-Security-Policy": _PAGE, "Cache-Control": "no-store"}


def notebook_headers(host: str) -> dict[str, str]:
    """For a lesson or quiz page served at ``host`` (the request's Host header)."""
    plain = re.fullmatch(r"[A-Za-z0-9.\-\[\]:]{1,255}", host)
    sockets = f" ws://{host} wss://{host}" if plain else ""
    policy = _NOTEBOOK.format(sockets=sockets)
    return {**_COMMON, "Content-Security-Policy": policy, "Cache-Control": "no-store"}
