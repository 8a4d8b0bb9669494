"""Writes a trained net as ONNX: python3 export.py mrz|print <checkpoint> <out.onnx>"""

import sys

import torch

from tasks import TASKS


def export(task, net, out):
    net.eval().cpu()
    torch.onnx.export(
        net,
        torch.zeros(1, 1, 32, TASKS[task]["width"]),
        out,
        input_names=["line"],
        output_names=["probabilities"],
        dynamic_axes={"line": {0: "lines", 3: "width"}, "probabilities": {0: "lines", 1: "steps"}},
        opset_version=13,
    )


def export_text(net, out):
    net.eval().cpu()
    sides = {2: "height", 3: "width"}
    torch.onnx.export(
        net,
        torch.zeros(1, 1, 320, 320),
        out,
        input_names=["picture"],
        output_names=["text"],
        dynamic_axes={"picture": sides, "text": {2: "half_height", 3: "half_width"}},
        opset_version=13,
    )


if __name__ == "__main__":
    name, checkpoint, path = sys.argv[1:4]
    trained = TASKS[name]["net"]()
    trained.load_state_dict(torch.load(checkpoint, map_location="cpu")["net"])
    export(name, trained, path)
