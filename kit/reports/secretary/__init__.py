"""The secretary's papers: minutes, weekly table, score sheet of a session, certificates.

texts/    what the templates say, line by line      layout     a Word template made from that
templates the group's own copies, which she edits   filling    a template with its tags filled
session   the form about a session                  figures    what the gradebook says of it
minutes   week  criteria  score_sheet  certificate  one paper each

Whatever the kit cannot know comes from the form, or stays a dotted line.
"""
