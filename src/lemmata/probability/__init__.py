"""Probability: sample spaces, distributions, expectation, limit theorems."""

from lemmata.probability.families import *
