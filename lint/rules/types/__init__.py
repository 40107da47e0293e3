"""Rules of the type checker: what the types that flow through a machine say against it."""
