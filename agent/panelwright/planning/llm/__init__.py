"""The planner that asks a language model, in steps."""
