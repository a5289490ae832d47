"""The suffixes of files that are documents; known before anything that reads them is imported."""

SUFFIXES = (".md", ".markdown", ".qmd", ".rmd", ".ipynb", ".tex", ".rst", ".py")
