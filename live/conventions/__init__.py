"""Every framework's count for the same n and m."""
