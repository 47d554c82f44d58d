"""The checks of `preau check`, one module for each subject."""
