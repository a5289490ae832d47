"""The table: a file a room, each with its ROWS."""
