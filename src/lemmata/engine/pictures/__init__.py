"""Pictures of formulas, which follow from their types."""
