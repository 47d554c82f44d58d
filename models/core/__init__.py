"""What every other package uses: clock, settings and keys, codes, addresses, usernames, thread pool, sandbox."""
