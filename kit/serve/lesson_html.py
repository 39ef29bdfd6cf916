"""HTML in the Markdown of a lesson: what only marks text stays, the rest is shown as text."""

import re
from html import escape

_NAMES = (
    "a|abbr|b|blockquote|br|caption|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|ins|kbd|li|mark|"
    "ol|p|pre|q|s|samp|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
_HARMLESS = re.compile(rf'</?(?:{_NAMES})(?:\s+(?:id|name|lang)="[\w.:-]*")*\s*/?>', re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>?", re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

_PLACE = r'(?:<span class="kit-whole">)?(?:đoạn|paragraph) \d+(?:</span>)?'
_AGAIN = re.compile(
    r'(<a href="(#nguon-[^"]*)" title="[^"]*)("(?:(?!</a>).)*?>(?:(?!</a>).)*?)'
    rf'({_PLACE})</a>; <a href="\2" title="([^"]*)">\4</a>',
    re.DOTALL,
)


def cited_once(html: str) -> str:
    """The same with one link for several words of a paragraph: the links would look all alike.

    The words of each are in the link's title.
    """
    count = 1
    while count:
        html, count = _AGAIN.subn(r"\1; \5\3\4</a>", html)
    return html


def harmless(html: str) -> str:
    """The same without anything that could run or load: no script, no handler, no foreign file."""
    return _TAG.sub(lambda found: _tag(found[0]), html)


def _tag(tag: str) -> str:
    if tag.startswith("<!--") and tag.endswith("-->"):
        return ""
    return tag if _HARMLESS.fullmatch(tag) else escape(tag)


def harmless_address(address: str) -> str:
    """Where a link leads, if that is a page; otherwise nowhere."""
    # Browsers pass over white space and control characters in a scheme.
    plain = re.sub(r"[\x00-\x20\x7f]", "", address)
    scheme = _SCHEME.match(plain)
    known = scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:", "tel:")
    return address if known else "#"
