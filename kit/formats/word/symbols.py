"""Characters of the fonts Symbol and Wingdings, which mean a letter elsewhere."""

__all__ = ["symbol"]

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0x46: "☞", 0x51: "✈", 0x80: "⓪", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④",
    0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩",
}  # fmt: skip
_SYMBOL = {
    0xB7: "•", 0xAE: "→", 0xAC: "←", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB4: "×", 0xB1: "±",
    0xB8: "÷", 0xB0: "°", 0xA5: "∞", 0xDE: "⇒", 0xDB: "⇔", 0x61: "α", 0x62: "β", 0x67: "γ",
    0x64: "δ", 0x70: "π", 0x57: "Ω", 0x44: "Δ", 0x53: "Σ", 0x6C: "λ", 0x6D: "μ", 0x71: "θ",
    0x2D: "−", 0x22: "∀", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xD6: "√", 0x2B: "+",
    0x3D: "=", 0xBB: "≈", 0xC6: "∅", 0x20: " ",
}  # fmt: skip


def symbol(char: str, font: str) -> str:
    """The Unicode character that is shown; "" if nobody knows it.

    Word keeps these characters in U+F020 to U+F0FF, or in their old places.
    """
    if not char:
        return ""
    code = ord(char)
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    name = font.casefold()
    if "wingdings" in name or "webdings" in name:
        return _WINGDINGS.get(place, "")
    if name == "symbol":
        return _SYMBOL.get(place, "")
    if code != place:  # which font is not said
        return _WINGDINGS.get(place) or _SYMBOL.get(place, "")
    return char
