"""One file of everything, and putting it back."""
