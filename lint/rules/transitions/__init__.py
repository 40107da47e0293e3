"""Choice Rules and the ways through a flow."""
