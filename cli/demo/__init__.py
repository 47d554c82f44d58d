"""`preau demo`: an invented school, with families at every stage."""
