"""CompLift: lift by a diffusion model's own errors (Yu and Gao, ICML 2025)."""
