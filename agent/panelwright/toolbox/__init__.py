"""What Panelwright does, as typed operations that any agent can be given.

`panelwright.toolbox.table.OPERATIONS` lists them. Each takes a record and a desk and returns a
record; the MCP server, LangChain tools and OpenAI functions are made of the same table.
"""
