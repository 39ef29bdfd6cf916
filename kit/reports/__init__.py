"""What a trainer and a secretary take from the results.

items   which questions did their work, and which to look at
"""
