"""What a group prints, and what a trainer and a secretary take from the results.

rich       formatted text as data          view, answer_sheet, key_view    a paper as data, in words
docx       Word from that data             pdf, paper.typ                  PDF from the same data
entry_sheet  the table to type results in  slips                           personal codes to cut out
items      which questions did their work, and which to look at
"""
