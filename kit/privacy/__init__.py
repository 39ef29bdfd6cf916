"""What a group's folder holds about a person: shown, corrected, taken away.

Luật 91/2025/QH15 (in force since 1-1-2026) Điều 4, 10, 13, 14; Nghị định 356/2025/NĐ-CP Điều 5.

person     whose it is                   dossier    all of it, for that person to read
erase      taking it away for good       retention  what has been kept long enough
register   what was done, and when       papers     the drafts that a cell has to keep
"""
