"""The oldest browsers of parents' phones and PCs: what they lack, and walks in two of them."""
