"""The door: who comes in, how they sign in, and what is shut when they go; nothing behind it asks for a password."""
