"""Values in, bytes out: documents typeset with typst. Knows no model and no domain."""
