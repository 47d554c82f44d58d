"""What only the school office does: its accounts, its desk, its mails and letters (docs/product.md)."""
