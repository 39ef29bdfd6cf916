"""Questions as people write them, before they are a bank's: what Word and Excel have in common."""
