"""The Python blocks of a document: run in a limited child process, and their failures explained."""
