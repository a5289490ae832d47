"""What the words around formulas say of symbols: shapes, domains, laws, moments, properties."""
