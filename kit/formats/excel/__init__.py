"""Excel workbooks of questions: opening them safely, reading all that they show, writing them."""
