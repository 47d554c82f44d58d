"""What the screens of several rooms share: the page, moments, the words of the audit and of backups."""
