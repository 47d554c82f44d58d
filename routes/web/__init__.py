"""What the screens share: request, session guards, page, form, cookies, static files."""
