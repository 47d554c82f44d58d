"""From the bytes of a file to families, and the questions about its columns."""
