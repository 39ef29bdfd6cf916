"""Texts to try the properties on: rich in what folding touches, and any text at all."""

from hypothesis import strategies as st

VIETNAMESE = st.text(
    alphabet="aàạăâđĐÐoòóeéuyỳýỵhklmstqgiưươ .,;-–—“”\"'’\u00a0\u200b\u00ad\u0300\u0301\u0302"
    "\u0303\u0309\u0323\u031b0129%/",
    max_size=30,
)
TEXTS = st.one_of(VIETNAMESE, st.text(max_size=20))
