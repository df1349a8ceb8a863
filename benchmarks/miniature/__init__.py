"""The miniature: a small diffusion model, how it is taught, and who judges what it paints."""
