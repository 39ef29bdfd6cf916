"""Indicator sets: ten slots for the directive's own list, and ten signs found in the press.

``sets`` is what they are, ``files`` reads them, ``fill`` puts their words into banks, ``form``,
``read`` and ``judge`` take the official list in, ``write`` writes, ``uses`` says what refers to
what.
"""
