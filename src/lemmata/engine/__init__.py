"""The engine: one immutable expression between reading and writing. Rooms import downwards only."""
