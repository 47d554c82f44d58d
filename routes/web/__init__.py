"""What screens are made with: request, session guards, page, form, cookies, static files."""
