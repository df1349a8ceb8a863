"""Layout: boxes for regions, slots for panels, regions for prompts.

`panelwright_tools.layout.solver.lay_out` places a panel's regions.
"""
