"""The toolbox as a server of the Model Context Protocol, on its official SDK.

Nothing here is imported before `agent mcp` runs, since the SDK is an optional package.
"""
