"""What a text means to do with a formula, and whether what fails may be called false."""
