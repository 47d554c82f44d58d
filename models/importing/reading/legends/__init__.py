"""What codes, colours and crossed out names mean, and the legends that explain them."""
