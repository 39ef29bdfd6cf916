"""Fuzzing that is led by coverage; needs atheris, which is no requirement of the project."""
