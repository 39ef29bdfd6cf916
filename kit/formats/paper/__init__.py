"""Questions written one below another, as in a printed paper: from lines to drafts."""
