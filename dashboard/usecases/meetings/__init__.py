"""会议: preparing and running a meeting, taking part in it, what it shows, its minutes and its summary."""
