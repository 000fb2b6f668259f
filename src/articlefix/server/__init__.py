"""The language server: what check finds, as somebody writes, with its repairs (extra `lsp`)."""
