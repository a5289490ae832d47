"""Formulas and functions of a document that define the same thing, compared."""
