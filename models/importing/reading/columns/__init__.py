"""Which row holds the headings, and what each column below it is: found here, asked, or named by the office."""
