"""What a group prints: papers with their codes, keys, entry sheets, sign-in slips.

rich       formatted text as data          view, answer_sheet, key_view    a paper as data, in words
docx       Word from that data             pdf, paper.typ                  PDF from the same data
entry_sheet  the table to type results in  slips                           personal codes to cut out
"""
