"""Prompting: the words that a family of painters is given for a brief, within its tokens.

`panelwright_tools.prompting.compose.fitted` makes the prompts of one brief.
"""
