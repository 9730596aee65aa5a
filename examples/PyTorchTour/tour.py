"""A beginner's first hours with PyTorch, line by line. capture.py runs it and keeps what every line prints.

A comment of two hashes begins a section, any other is a note to the line below it. No section needs another one.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

# ## creation
torch.manual_seed(0)
x = torch.zeros(5, 3)
# The same seed gives the same numbers in both.
x = torch.rand(5, 3)
x = torch.zeros(5, 3, dtype=torch.long)
# In C# the literals decide: 5.5f is float32, 5.5 is float64.
x = torch.tensor([5.5, 3])
torch.tensor([[1, 2], [3, 4]])
torch.arange(0, 10, 2)
torch.linspace(0, 1, 5)
torch.full((2, 3), 7.0)
torch.eye(2)
torch.randint(0, 10, (2, 3))
torch.randperm(5)
# With the dtype of x, unless another is given.
x.new_zeros(2, 3)
x = x.new_ones(5, 3, dtype=torch.double)
# Of the shape of x.
x = torch.randn_like(x, dtype=torch.float)
x.size()
x.shape
x.size(0), x.dim(), x.numel()
x.dtype
x.device
x.long()
x.double()
x > 0

# ## copies
a = torch.ones(2, requires_grad=True)
# A copy that passes gradients on.
b = a.clone()
# The same memory without the history.
c = a.detach()
# A copy without it.
d = a.detach().clone()
d[0] = 5
d
a
c[0] = 7
a

# ## addition
torch.manual_seed(0)
x = torch.rand(5, 3)
y = torch.rand(5, 3)
# One way,
x + y
# a second,
torch.add(x, y)
# a third, into a tensor that is there,
result = torch.empty(5, 3)
torch.add(x, y, out=result)
# a fourth, in place: whatever ends in an underscore changes its tensor.
y.add_(x)
y += x
y.copy_(x)
x.eq(y).all()

# ## indexing
x = torch.arange(12).view(3, 4)
x[:, 1]
x[0]
x[-1]
x[-2:]
x[1:, ::2]
x[0, 1:3]
x[..., 0]
x[x > 5]
x[[0, 2]]
x[0, 0] = 100
# A row is a view: to change it is to change x.
row = x[1]
row += 1
row.mul_(10)
x

# ## shapes
torch.manual_seed(0)
x = torch.randn(4, 4)
y = x.view(16)
# -1 is worked out from the rest.
z = x.view(-1, 8)
x.size(), y.size(), z.size()
t = torch.arange(6).view(2, 3)
t.t()
t.transpose(0, 1).shape
t.t().is_contiguous()
t.t().view(6)
t.t().reshape(6)
t.unsqueeze(0).shape
t.unsqueeze(0).squeeze().shape
t.permute(1, 0)
torch.cat([t, t], dim=1)
torch.stack([t, t]).shape
t.repeat(1, 2)
b, c = t.shape
b, c
# One element is a number.
x = torch.randn(1)
x.item()

# ## arithmetic
a = torch.arange(6.0).view(2, 3)
a * 2 + 1
a ** 2
a / 2
a // 2
a % 4
a @ a.T
# The row is added to each row.
a + torch.tensor([10.0, 20.0, 30.0])
a.sum()
a.sum(0)
a.mean(1, keepdim=True)
a.max(1).values
a.argmax(1)
torch.exp(a)
a.clamp(1, 4)
torch.where(a > 2, a, torch.zeros(2, 3))
# Whole numbers: division leaves them, and so does a number with a point.
torch.tensor([1, 2]) / 2
torch.tensor([1, 2]) + 0.5
a == torch.tensor([0.0, 1.0, 5.0])
(a < 6).all()

# ## arrays
a = torch.ones(5)
# NumPy's array and the tensor share memory; in C# a span is the window to it.
b = a.numpy()
a.add_(1)
b
b[0] = 7
a
# The other way round: the tensor is a view of the array.
a = np.ones(5)
b = torch.from_numpy(a)
for i in range(5):
    a[i] += 1
b
b[4] = 9
a
# A copy.
c = torch.tensor(a)

# ## autograd
torch.manual_seed(0)
x = torch.ones(2, 2, requires_grad=True)
y = x + 2
y.grad_fn.name()
z = y * y * 3
out = z.mean()
out.backward()
x.grad
a = torch.randn(2, 2)
a = (a * 3) / (a - 1)
a.requires_grad
a.requires_grad_(True)
b = (a * a).sum()
# What has no single number is given the gradient to begin with.
x = torch.randn(3, requires_grad=True)
y = x * 2
while y.norm() < 1000:
    y = y * 2
y
v = torch.tensor([0.1, 1.0, 0.0001])
y.backward(v)
x.grad
(x ** 2).requires_grad
with torch.no_grad():
    print((x ** 2).requires_grad)
y = x.detach()
y.requires_grad
x.eq(y).all()
a = torch.tensor([2.0, 3.0], requires_grad=True)
b = torch.tensor([6.0, 4.0], requires_grad=True)
Q = 3 * a ** 3 - b ** 2
Q.backward(gradient=torch.tensor([1.0, 1.0]))
9 * a ** 2 == a.grad
-2 * b == b.grad
# Gradients add up until they are cleared.
(a * 2).sum().backward()
a.grad
a.grad = None
# A gradient is a tensor with a history, if asked for: the second derivative of x³.
x = torch.tensor(2.0, requires_grad=True)
first = torch.autograd.grad(x ** 3, x, create_graph=True)[0]
second = torch.autograd.grad(first, x)[0]

# ## descent
x = torch.tensor([1.0, 2.0, 3.0, 4.0])
y = torch.tensor([2.0, 4.0, 6.0, 8.0])
w = torch.tensor(0.0, requires_grad=True)
lr = 0.01
loss = ((w * x - y) ** 2).mean()
loss.backward()
w.grad
# To the tape this would be part of the computation.
w -= lr * w.grad
with torch.no_grad():
    w -= lr * w.grad
w
w.grad.zero_()
for epoch in range(2, 11):
    loss = ((w * x - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    w.grad.zero_()
    print(f"epoch {epoch}: w = {w.item():.4f}, loss = {loss.item():.4f}")
w

# ## networks
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)
net = Net()
parameters = list(net.parameters())
len(parameters)
parameters[0].size()
input = torch.randn(1, 1, 32, 32)
out = net(input)
net.zero_grad()
out.backward(torch.randn(1, 10))
output = net(input)
target = torch.randn(10).view(1, -1)
criterion = nn.MSELoss()
loss = criterion(output, target)
net.zero_grad(set_to_none=True)
net.conv1.bias.grad
loss.backward()
net.conv1.bias.grad
# A step by hand.
with torch.no_grad():
    for p in net.parameters():
        p -= 0.01 * p.grad
criterion(net(input), target).item() < loss.item()
print(", ".join(list(net.state_dict())[:4]))
# Layers in a row need no class.
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
model(torch.tensor([[1.0, 2.0]]))
sum(p.numel() for p in model.parameters())
model[0].weight

# ## optimizers
torch.manual_seed(0)
x = torch.rand(64, 2)
y = x[:, :1] * 3 - x[:, 1:] + 0.5
model = nn.Linear(2, 1)
optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
loss_fn = nn.MSELoss()
for step in range(1, 101):
    optimizer.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    optimizer.step()
    if step % 25 == 0:
        print(f"step {step}: loss {loss.item():.4f}")
# What it has found: 3, -1 and 0.5.
model.weight
model.bias
def train(make, steps=100):
    torch.manual_seed(1)
    model = nn.Linear(2, 1)
    optimizer = make(model.parameters())
    for _ in range(steps):
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
    return loss_fn(model(x), y).item()
print(f"{train(lambda p: optim.SGD(p, lr=0.1)):.4f}")
print(f"{train(lambda p: optim.Adam(p, lr=0.1)):.4f}")
print(f"{train(lambda p: optim.AdamW(p, lr=0.1)):.4f}")
print(f"{train(lambda p: optim.RMSprop(p, lr=0.01)):.4f}")
print(f"{train(lambda p: optim.Adagrad(p, lr=0.5)):.4f}")
# A schedule changes the rate.
optimizer = optim.SGD(model.parameters(), lr=0.1)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
for epoch in range(4):
    optimizer.step()
    scheduler.step()
    print(optimizer.param_groups[0]["lr"])

# ## devices
torch.manual_seed(0)
device = torch.device("cpu")
x = torch.ones(2, 2, device=device)
x.to(device).device
net = nn.Linear(2, 1).to(device)
net.weight.device
net(x).device
# To another dtype it goes the same way.
net = net.to(torch.double)
net.weight.dtype
net(x.double())
x.to(torch.float64).dtype
