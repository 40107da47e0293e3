"""How things are shown: pure functions from plain data to text, one module per form."""
