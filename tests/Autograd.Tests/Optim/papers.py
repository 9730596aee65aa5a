"""Optimizers that PyTorch 1.13.1 does not have, written in NumPy from their papers, with PyTorch's interface as far as generate.py needs it."""
import numpy as np


class Optimizer:
    def __init__(self, parameters, **options):
        self.parameters = parameters
        self.options = options
        self.states = [None] * len(parameters)
        self.steps = [0] * len(parameters)

    def step(self):
        for i, parameter in enumerate(self.parameters):
            if parameter.grad is None:
                continue
            self.steps[i] += 1
            p = parameter.detach().numpy()
            self.states[i] = self.update(p, parameter.grad.numpy(), self.states[i], self.steps[i], **self.options)


class Lion(Optimizer):
    """Chen et al. (2023), algorithm 2."""

    def update(self, p, g, m, step, lr, betas, weight_decay, maximize):
        dtype = p.dtype.type
        g = -g if maximize else g
        m = np.zeros_like(p) if m is None else m
        c = dtype(betas[0]) * m + dtype(1 - betas[0]) * g
        p -= dtype(lr) * (np.sign(c) + dtype(weight_decay) * p)
        return dtype(betas[1]) * m + dtype(1 - betas[1]) * g


class Adafactor(Optimizer):
    """Shazeer and Stern (2018), algorithms 4 and 5, with the rate min(lr, 1 / sqrt(t)) relative to the parameter's size (section 8)."""

    def update(self, p, g, state, t, lr, beta2_decay, eps1, eps2, d, weight_decay, maximize):
        g = -g if maximize else g
        eps1 = eps1 or np.finfo(p.dtype).eps
        share = t ** beta2_decay
        alpha = max(eps2, np.sqrt(np.mean(np.square(p, dtype=np.float64)))) * min(lr, 1 / np.sqrt(t))
        p *= p.dtype.type(1 - lr * weight_decay)
        square = np.square(g, dtype=np.float64)
        if p.ndim == 1:
            v = np.zeros(p.shape) if state is None else state
            v = state = (1 - share) * v + share * square
        else:
            rows, columns = (np.zeros(p.shape[0]), np.zeros(p.shape[1])) if state is None else state
            rows = (1 - share) * rows + share * square.mean(1)
            columns = (1 - share) * columns + share * square.mean(0)
            state = rows, columns
            v = np.outer(rows, columns) / max(rows.mean(), eps1)
        u = g / np.sqrt(np.maximum(v, eps1 ** 2))
        u /= max(1, np.sqrt(np.mean(u ** 2)) / d)
        p -= (alpha * u).astype(p.dtype)
        return state


class Muon(Optimizer):
    """Jordan et al. (2024): Newton-Schulz's quintic iteration on the momentum, by the singular values instead of by products of matrices."""

    def update(self, p, g, m, step, lr, weight_decay, momentum, nesterov, ns_steps, match_rms_adamw):
        m = np.zeros(p.shape) if m is None else m
        m = momentum * m + (1 - momentum) * g
        u = (1 - momentum) * g + momentum * m if nesterov else m
        rows, columns = p.shape[0], p.size // p.shape[0]
        left, singular, right = np.linalg.svd(u.reshape(rows, columns), full_matrices=False)
        singular = singular / max(np.sqrt(np.sum(singular ** 2)), 1e-7)
        for _ in range(ns_steps):
            singular = 3.4445 * singular - 4.7750 * singular ** 3 + 2.0315 * singular ** 5
        scale = 0.2 * np.sqrt(max(rows, columns)) if match_rms_adamw else np.sqrt(max(1, rows / columns))
        p *= p.dtype.type(1 - lr * weight_decay)
        p -= (lr * scale * (left * singular) @ right).reshape(p.shape).astype(p.dtype)
        return m


class Lamb(Optimizer):
    """You et al. (2019), algorithm 2 (LAMB), with phi(z) = z; the quotient of the norms is 1 where one of them is 0."""

    def update(self, p, g, state, t, lr, betas, eps, weight_decay, maximize):
        x, g = p.astype(np.float64), g.astype(np.float64) * (-1 if maximize else 1)
        m, v = (np.zeros(p.shape), np.zeros(p.shape)) if state is None else state
        m = betas[0] * m + (1 - betas[0]) * g
        v = betas[1] * v + (1 - betas[1]) * g ** 2
        r = (m / (1 - betas[0] ** t)) / (np.sqrt(v / (1 - betas[1] ** t)) + eps) + weight_decay * x
        norms = np.linalg.norm(x), np.linalg.norm(r)
        p -= (lr * (norms[0] / norms[1] if min(norms) > 0 else 1) * r).astype(p.dtype)
        return m, v
