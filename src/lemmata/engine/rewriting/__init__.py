"""Index form, canonical form, rules and their trace."""
