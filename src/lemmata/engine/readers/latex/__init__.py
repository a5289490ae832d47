"""LaTeX formulas to a syntax tree with spans, and from there to claims."""
