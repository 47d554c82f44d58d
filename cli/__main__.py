"""`python -m cli` is `preau`."""

from cli import main

main(prog_name="preau")
