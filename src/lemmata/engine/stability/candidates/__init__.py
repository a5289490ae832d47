"""Other forms of the same expression: by rules, as one fraction, as a series near a point."""
