"""Lints of probability and statistics."""

from __future__ import annotations

from lemmata.documents.lints.derivatives import DERIVATIVES
from lemmata.documents.lints.deviations import DEVIATIONS
from lemmata.documents.lints.intervals import INTERVALS
from lemmata.documents.lints.mismatches import MISMATCH
from lemmata.documents.lints.normalization import NORMALIZATION
from lemmata.documents.lints.optimizers import OPTIMIZERS
from lemmata.documents.lints.posteriors import POSTERIOR
from lemmata.documents.lints.probabilities import PROBABILITIES
from lemmata.documents.lints.products import PRODUCTS

STATISTICS = (PRODUCTS, INTERVALS, DEVIATIONS, NORMALIZATION, DERIVATIVES, OPTIMIZERS, POSTERIOR, MISMATCH,
              PROBABILITIES)
