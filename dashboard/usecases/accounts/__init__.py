"""Accounts: who may sign in, in which posts, and what an administrator does about it."""
