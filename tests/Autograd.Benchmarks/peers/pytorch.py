"""PyTorch's side of the benchmarks: a process that answers a line of JSON with a line of JSON.

{"do": "about"}                                        versions and the BLAS behind them
{"do": "make", "name": "mnist_cnn", "size": 64}        makes a workload from seed 0
{"do": "values", "steps": 3}                           runs steps and says what each computed (its mean magnitude)
{"do": "time", "seconds": 0.2, "limit": 1000}          the least time of a step, in microseconds
{"do": "watch", "steps": 10000, "every": 1000}         the time of each part of a long run, and the memory after it

The number of threads is the process's own (OMP_NUM_THREADS), so that PyTorch's pools and its BLAS agree.
"""
import ctypes
import json
import os
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


def train(model, optimizer, loss, x, y):
    def step():
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        return value
    return step


def mnist_cnn(size):
    m = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.AvgPool2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(676, 10))
    return train(m, torch.optim.SGD(m.parameters(), lr=1e-3), F.cross_entropy, torch.rand(size, 1, 28, 28), torch.randint(0, 10, (size,)))


def lenet(size):
    m = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))
    return train(m, torch.optim.Adam(m.parameters(), lr=1e-3), F.cross_entropy, torch.rand(size, 1, 28, 28), torch.randint(0, 10, (size,)))


def sigmoid_mlp(size):
    m = nn.Sequential(nn.Linear(784, 100), nn.Sigmoid(), nn.Linear(100, 10))
    return train(m, torch.optim.SGD(m.parameters(), lr=0.1), F.cross_entropy, torch.rand(size, 784), torch.randint(0, 10, (size,)))


def digits_mlp(size):
    m = nn.Sequential(nn.Linear(784, 100), nn.Sigmoid(), nn.Linear(100, 10))
    x = torch.rand(size, 784) * (torch.rand(size, 784) < 0.2)
    return train(m, torch.optim.SGD(m.parameters(), lr=0.1), F.cross_entropy, x, torch.randint(0, 10, (size,)))


def relu_fit(size):
    m = nn.Sequential(nn.Linear(1000, 100, bias=False), nn.ReLU(), nn.Linear(100, 10, bias=False))
    return train(m, torch.optim.Adam(m.parameters(), lr=1e-4), nn.MSELoss(reduction="sum"), torch.randn(size, 1000), torch.randn(size, 10))


def bce_net(size):
    m = nn.Sequential(nn.Linear(1000, 100, bias=False), nn.ReLU(), nn.Linear(100, 1, bias=False), nn.Sigmoid())
    return train(
        m, torch.optim.Adam(m.parameters(), lr=1e-4), nn.BCELoss(reduction="sum"), torch.randn(size, 1000), torch.randint(0, 2, (size, 1)).float())


def big_mlp(size):
    m = nn.Sequential(nn.Linear(1024, 1024), nn.ReLU(), nn.Linear(1024, 1024), nn.ReLU(), nn.Linear(1024, 10))
    return train(m, torch.optim.SGD(m.parameters(), lr=0.1), F.cross_entropy, torch.rand(size, 1024), torch.randint(0, 10, (size,)))


def lstm(size):
    m = nn.LSTM(256, 256)
    x = torch.randn(35, size, 256)

    def step():
        m.zero_grad()
        value = m(x)[0].square().mean()
        value.backward()
        return value
    return step


def gpt_block(size):
    m = nn.TransformerEncoderLayer(384, 6, 4 * 384, dropout=0, activation="gelu", batch_first=True, norm_first=True)
    mask = nn.Transformer.generate_square_subsequent_mask(256)
    return train(
        lambda x: m(x, mask), torch.optim.SGD(m.parameters(), lr=0.01), lambda y, _: y.square().mean(), torch.randn(size, 256, 384), None)


def attention(size):
    q, k, v = (torch.randn(1, 4, size, 64, requires_grad=True) for _ in range(3))

    def step():
        q.grad = k.grad = v.grad = None
        ((q / 8) @ k.transpose(-1, -2)).softmax(-1).matmul(v).square().sum().backward()
        return q.grad
    return step


def wide_mlp(size):
    m = nn.Sequential(nn.Linear(256, size), nn.ReLU(), nn.Linear(size, 10))
    return train(m, torch.optim.SGD(m.parameters(), lr=0.01), F.cross_entropy, torch.rand(64, 256), torch.randint(0, 10, (64,)))


def deep_mlp(size):
    layers = []
    for _ in range(size):
        layers += [nn.Linear(32, 32), nn.Tanh()]
    m = nn.Sequential(*layers, nn.Linear(32, 10))
    return train(m, torch.optim.SGD(m.parameters(), lr=0.01), F.cross_entropy, torch.rand(16, 32), torch.randint(0, 10, (16,)))


def tiny_chain(size):
    x = torch.randn(16, requires_grad=True)

    def step():
        y = x
        for _ in range(size):
            y = y * 1.01 + 0.1
        y = y.sum()
        y.backward()
        x.grad = None
        return y
    return step


def exp(size):
    a = torch.randn(size)
    return lambda: torch.exp(a)


def softmax(size):
    a = torch.randn(size, size)
    return lambda: torch.softmax(a, 1)


def conv64_fwd(size):
    w = torch.randn(64, 64, 3, 3)
    x = torch.randn(size, 64, 28, 28)
    return lambda: F.conv2d(x, w, padding=1)


def conv64_fwdbwd(size):
    w = torch.randn(64, 64, 3, 3, requires_grad=True)
    x = torch.randn(size, 64, 28, 28, requires_grad=True)

    def step():
        w.grad = None
        x.grad = None
        F.conv2d(x, w, padding=1).sum().backward()
        return w.grad
    return step


def matmul(m, k, n):
    a = torch.randn(m, k)
    b = torch.randn(k, n)
    return lambda: a @ b


def matmul_square(size):
    return matmul(size, size, size)


def matmul_inner1000(size):
    return matmul(size, 1000, 100)


def matmul_inner784(size):
    return matmul(size, 784, 100)


def make(name, size):
    torch.manual_seed(0)
    return globals()[name](size)


def blas():
    try:
        with open("/proc/self/maps") as maps:
            path = next((line.split()[-1] for line in maps if "openblas" in line), None)
        if path is not None:
            config = ctypes.CDLL(path).openblas_get_config
            config.restype = ctypes.c_char_p
            return config().decode().strip()
    except (OSError, AttributeError):
        pass
    return "MKL" if torch.backends.mkl.is_available() else "unknown BLAS"


def about():
    torch.rand(64, 64) @ torch.rand(64, 64)
    dnn = next((line.strip(" -") for line in torch.__config__.show().splitlines() if "MKL-DNN" in line or "oneDNN" in line), "no oneDNN")
    return {"pytorch": torch.__version__, "blas": blas(), "dnn": dnn, "threads": torch.get_num_threads()}


def time_of(step, seconds, limit):
    """The mean time of a step in a batch long enough to measure; the caller takes the least of several."""
    start = time.perf_counter()
    step()
    once = time.perf_counter() - start
    count = max(1, min(limit, int(seconds / max(once, 1e-7))))
    for _ in range(min(count, 3)):
        step()
    best = float("inf")
    part = max(1, count // 5)
    done = 0
    while done < count:
        start = time.perf_counter()
        for _ in range(part):
            step()
        best = min(best, (time.perf_counter() - start) / part)
        done += part
    return best * 1e6


def watch(step, steps, every):
    rows = []
    for _ in range(steps // every):
        start = time.perf_counter()
        for _ in range(every):
            step()
        elapsed = (time.perf_counter() - start) / every * 1e6
        with open("/proc/self/statm") as statm:
            resident = int(statm.read().split()[1]) * resource.getpagesize()
        rows.append({"us": elapsed, "bytes": resident})
    return rows


def main():
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    step = None
    for line in sys.stdin:
        request = json.loads(line)
        do = request["do"]
        if do == "about":
            answer = about()
        elif do == "make":
            step = make(request["name"], request["size"])
            answer = {}
        elif do == "values":
            answer = {"values": [step().detach().double().abs().mean().item() for _ in range(request["steps"])]}
        elif do == "time":
            answer = {"us": time_of(step, request["seconds"], request["limit"])}
        else:
            answer = {"rows": watch(step, request["steps"], request["every"])}
        print(json.dumps(answer), flush=True)


main()
