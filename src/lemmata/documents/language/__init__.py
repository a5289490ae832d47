"""Sentences and their words: where they end, which formulas they claim, the vocabulary of mathematics."""
