"""The canvas: many small requests with cells on a grid, which become one picture.

`items.read_canvas` reads them, `brief.canvas_brief` makes the brief that a painter gets, and
`fitted` of the tool around it the words within a family's tokens.
"""
