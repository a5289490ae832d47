"""The pages, a file a kind: what each shows, put together for its template."""
