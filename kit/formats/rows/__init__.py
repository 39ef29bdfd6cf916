"""Questions in the rows of a table, of Excel or Word: columns by their heads, then drafts."""
