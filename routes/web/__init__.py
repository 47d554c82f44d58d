"""The plumbing under every screen: gate, page, form, cookie, assets."""
