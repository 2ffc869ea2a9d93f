"""Sending a built site to where the public reads it, and noting which addresses that made permanent."""
