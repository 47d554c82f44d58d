"""What every room needs: clock, keys and settings, codes, addresses, names, slow work, strangers' bytes."""
