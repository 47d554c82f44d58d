"""What a heading means: by its words, by the other headings of its row, and by the cells below it."""
