"""Lift on compositions of simple distributions of the plane, after the paper's 2D experiments.

    python benchmarks/bench_lift_2d.py [--weights FOLDER] [--train-only]

Trains twelve small noise networks (or takes them from the folder), generates samples of nine
compositions, and filters them: not at all, by the paper's estimator with fixed budgets of draws,
and by lift's own tool. Prints the tables, and draws `lift_2d.png` and `lift_2d_points.png` beside
the rows of `lift_2d.json`, in the folder. What is run stands in `lift_2d/settings.toml`.
"""

import argparse
import json
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from lift_2d.measure import Row, Scene, accepted_once, rows, scene
from lift_2d.network import NoiseNetwork
from lift_2d.plot import draw_curve, draw_points
from lift_2d.shapes import read_compositions, read_shapes
from lift_2d.tables import tables
from lift_2d.train import trained

SETTINGS = Path(__file__).parent / "lift_2d" / "settings.toml"


def networks(folder: Path, steps: int) -> dict[str, NoiseNetwork]:
    return {name: trained(name, shape, folder, steps) for name, shape in read_shapes().items()}


def measured(
    nets: Mapping[str, NoiseNetwork], settings: Mapping[str, Any], folder: Path
) -> tuple[list[Row], list[Scene]]:
    found: list[Row] = []
    scenes = []
    for composition in read_compositions():
        scenes.append(scene(composition, nets, settings["run"], folder))
        for row in rows(scenes[-1], settings):
            found.append(row)
            print(f"{row.environment}: {row.method}, {row.evaluations:.1f} NFE, "
                  f"{row.disagreement:.2%} differ", flush=True)  # fmt: skip
    return found, scenes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, default=Path(tempfile.gettempdir()) / "lift_2d")
    parser.add_argument("--train-only", action="store_true")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    nets = networks(asked.weights, settings["run"]["training_steps"])
    if asked.train_only:
        return
    found, scenes = measured(nets, settings, asked.weights)
    (asked.weights / "lift_2d.json").write_text(json.dumps([row.plain for row in found], indent=1))
    print(tables(found))
    draw_curve(found, settings["aims"], asked.weights / "lift_2d.png")
    left = [accepted_once(one, settings, "economical") for one in scenes]
    draw_points(scenes, left, asked.weights / "lift_2d_points.png")


if __name__ == "__main__":
    main()
