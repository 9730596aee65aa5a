"""Writes two-moons.csv: two half circles that reach into each other, 400 points each, with noise of standard deviation 0.25."""
import math
import pathlib
import random

random.seed(2024)
rows = []
for i in range(800):
    label, angle = i % 2, math.pi * random.random()
    x, y = (1 - math.cos(angle), 0.5 - math.sin(angle)) if label else (math.cos(angle), math.sin(angle))
    rows.append(f"{x + random.gauss(0, 0.25):.4f},{y + random.gauss(0, 0.25):.4f},{label}")
random.shuffle(rows)
pathlib.Path(__file__).with_name("two-moons.csv").write_text("\n".join(["x,y,moon", *rows]) + "\n")
