"""Papers that were written by hand, from the desk of whoever types them in to ``submitted/``.

table     a filled-in Excel or CSV file as rows     blank     the empty Excel file
beside    what else such a file has                 looking   what is wrong with a row, all of it
putting   what is right, handed in
"""
