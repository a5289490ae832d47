"""The handbook, the workbench and the checker in the browser: pages, their scripts, an HTTP interface."""
