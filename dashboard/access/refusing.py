"""What is said when an account, a post or a token cannot be what someone asked for."""

from __future__ import annotations

from config.model import Config
from config.wording import translator
from dashboard.access.person import Post
from dashboard.access.titles import post_words, role_name


class AccountProblem(Exception):
    """An account cannot be made or changed as asked; `message` and `places` say why, `post` which post it is about."""

    def __init__(self, message: str, post: Post | None = None, **places: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.post = post
        self.places = places

    def words(self, config: Config, locale: str) -> str:
        """The refusal as it is read: posts and roles by their names."""
        say = translator(locale)
        if self.post is None:
            return say(self.message, **self.places)
        named = {"role": role_name(self.post.role, say), "post": post_words(config, self.post, say, locale)}
        return say(self.message, **named, **self.places)
