"""A training and quiz kit for study sessions in Vietnam."""

__version__ = "0.1.0"
