"""What nbgrader's pages (formgrader, feedback) show of a submission: nothing that a browser runs.

A learner who writes notebooks by hand may put anything into them, and formgrader runs with the
rights of whoever opens it.
"""

from collections.abc import Mapping
from typing import Any

import nh3
from jinja2 import pass_context

_MORE_TAGS = {"pre", "img", "s"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES, "img": {"src", "alt"}, "code": {"class"}, "span": {"class"},
}  # fmt: skip
_SCHEMES = {"https", "http", "mailto", "data"}


@pass_context
def markdown2html(context: Mapping[str, Any], source: str) -> str:
    """nbconvert's filter of that name, with a clean result; ``context`` is that of a cell."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return clean(MarkdownWithMath(renderer=renderer).render(source))


def clean(html: str) -> str:
    """HTML without scripts, styles and forms; pictures are only those that are in it."""
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | _MORE_TAGS,
        attributes=_ATTRIBUTES,
        # A text as the kit hands it in.
        tag_attribute_values={"pre": {"style": {"white-space: pre-wrap"}}},
        attribute_filter=_only_pictures,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


def _only_pictures(tag: str, attribute: str, value: str) -> str | None:
    inside = value.lower().startswith(("data:image/png", "data:image/jpeg", "data:image/gif"))
    if (tag, attribute) == ("img", "src"):
        return value if inside else None
    return None if value.lower().startswith("data:") else value
