"""A recogniser's weights out of its ONNX file, to train on from: python3 thaw.py mrz|print <in.onnx> <out.weights>

Export folds every batch normalisation into the convolution before it. Here each gets one back that says the same: its
running mean and variance are those of lines as they are drawn, its scale and shift undo them. Needs Debian's python3-onnx.
"""

import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from tasks import TASKS

LINES = 192
"""Lines that the statistics are of."""


def thawed(task, file):
    net = TASKS[task]["net"]()
    graph = onnx.load(file).graph
    held = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    folded = [(held[node.input[1]], held[node.input[2]]) for node in graph.node if node.op_type == "Conv"]
    modules = list(net.modules())
    pairs = [
        (convolution, after if isinstance(after, nn.BatchNorm2d) else None)
        for convolution, after in zip(modules, [*modules[1:], None])
        if isinstance(convolution, nn.Conv2d)
    ]
    if [c.weight.shape for c, _ in pairs] != [weight.shape for weight, _ in folded]:
        raise SystemExit(f"{file} is not a net for {task}")
    for (convolution, normalisation), (weight, bias) in zip(pairs, folded):
        convolution.weight.data = weight
        if normalisation is None:
            convolution.bias.data = bias
        else:
            normalisation.bias.data = bias
            normalisation.running_var.fill_(1 - normalisation.eps)
    net.eval()
    lines = TASKS[task]["lines"]
    drawn = np.stack([lines.draw(seed, TASKS[task]["width"])[0] for seed in range(LINES)])
    pictures = torch.from_numpy(drawn)[:, None].float() / 255
    with torch.no_grad():
        before = net(pictures)
        seen = {}

        def remember(module, inputs):
            seen[module] = inputs[0]

        hooks = [n.register_forward_pre_hook(remember) for _, n in pairs if n is not None]
        net(pictures)
        for hook in hooks:
            hook.remove()
        for normalisation, values in seen.items():
            mean, variance = values.mean(dim=(0, 2, 3)), values.var(dim=(0, 2, 3), unbiased=False)
            normalisation.running_mean.copy_(mean)
            normalisation.running_var.copy_(variance)
            normalisation.weight.data = (variance + normalisation.eps).sqrt()
            normalisation.bias.data += mean
        print(f"largest change of a probability: {(net(pictures) - before).abs().max():.1e}")
    return net


if __name__ == "__main__":
    name, file, out = sys.argv[1:4]
    torch.save({"net": thawed(name, file).state_dict()}, out)
