"""Benchmarks: `make bench` prints one table, each line beside what is aimed at, and asserts nothing.

Real processes on 127.0.0.1. Ratios are taken within one run, in rounds that take turns, since a shared machine's
absolute times say little.
"""
