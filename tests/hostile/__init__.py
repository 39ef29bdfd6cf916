"""Submissions as nobody should hand them in, and what must come of each.

hand      an honest submission, of which mutators make another
answers, notebooks, folders   the mutators: tables, one function each, with its outcome
verdict   what grading must have left, told without the grader
watched   a grader whose every import, program, socket and written file is seen
"""
