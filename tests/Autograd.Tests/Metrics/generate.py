#!/usr/bin/python3
"""Writes Golden/metrics.json: what scikit-learn's metrics give. Run with a Python that has scikit-learn (the file is 1.2.1's); --only NAME makes
the rows of one metric and leaves the others. A score drawn in eighths has many ties."""
import pathlib
import sys

import numpy as np
from sklearn import metrics

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "Golden"))
from rows import arguments, update  # noqa: E402


def classes(count, size):
    random = np.random.RandomState(count * 100 + size)
    labels, predictions = random.randint(0, count, size), random.randint(0, count, size)
    labels[:count] = predictions[:count] = np.arange(count)
    return labels, np.where(random.rand(size) < 0.6, labels, predictions)


def scores(size):
    random = np.random.RandomState(size)
    labels = random.randint(0, 2, size)
    labels[:2] = [0, 1]
    return labels, np.round(random.randn(size) * 4 + labels * 3) / 8


def row(metric, labels, predictions, values):
    return {"metric": metric, "labels": labels.tolist(), "predictions": predictions.tolist(), "values": [float(v) for v in values]}


def rows():
    for count, size in [(2, 20), (3, 40), (7, 90)]:
        labels, predictions = classes(count, size)
        yield row("Accuracy", labels, predictions, [metrics.accuracy_score(labels, predictions)])
        yield row("ConfusionMatrix", labels, predictions, metrics.confusion_matrix(labels, predictions).flatten())
        # Precision, recall, F1 and support of the last class.
        found = metrics.precision_recall_fscore_support(labels, predictions, zero_division=0)
        yield row("PrecisionRecallF1", labels, predictions, [values[-1] for values in found])
    for size in [5, 40, 200]:
        labels, points = scores(size)
        yield row("RocAuc", labels, points, [metrics.roc_auc_score(labels, points)])
        # False positive rates, then true positive ones, at every threshold.
        false, true, _ = metrics.roc_curve(labels, points, drop_intermediate=False)
        yield row("RocCurve", labels, points, [*false, *true])


only = arguments(__doc__).only
update(HERE / "Golden" / "metrics.json", rows(), lambda r: r["metric"], only, rtol=1e-13, atol=1e-14)
