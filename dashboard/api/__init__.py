"""The API beside the pages: files in, stored values out, with a bearer token. docs/api.md tells how to call it."""
