"""Ends of the domains of procedures, by room, and which procedures have none."""
