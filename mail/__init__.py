"""Mails on the wire: rendered, sent, and looked for when they come back."""
