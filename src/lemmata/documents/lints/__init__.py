"""Lints: code that runs, and whose mathematics is wrong; one record a lint."""
