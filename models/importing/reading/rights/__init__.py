"""Who must not come in, by headings and cells about rights, roles and relations; and what is asked about them."""
