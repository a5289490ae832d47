"""Files of documents to blocks: paragraphs of text and formulas, code blocks, comments."""
