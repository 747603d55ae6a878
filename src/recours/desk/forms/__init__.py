"""What people hand in at the desk."""
