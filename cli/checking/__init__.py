"""What `preau check` looks at, one module for each thing that may be out of order."""
