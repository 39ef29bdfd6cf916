"""A training and quiz kit for study sessions in Vietnam."""

import sys

__version__ = "0.1.0"

# jsonschema has a grammar of IRIs read, for a second or two at each start of a server, a grader or
# a test. Nobody here checks an IRI.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
