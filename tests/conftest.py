"""What is not collected: the modules of `plugin` are a project of their own, and some of them do not import."""

collect_ignore = ["plugin"]
