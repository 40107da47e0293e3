"""What is paid for without need, and better integrations."""
