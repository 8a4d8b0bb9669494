"""Trains a recogniser of lines and writes it as ONNX.

python3 train.py mrz|print <out.onnx> [--steps 6000] [--batch 24] [--threads 1] [--workers 1] [--seed 1] [--device cpu]

Every line is drawn anew, so there is no epoch; lines of seeds that training never uses measure the result. A checkpoint is
written beside the output every 500 steps and continued from when it is there.
"""

import numpy as np
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from export import export
from rounds import HELD_OUT, options_of, train
from spoil import IGNORED
from tasks import TASKS

ALIGNED_SHARE = 0.4
"""Share of the steps of a first round that learn from where each character lies alone; then from their order as well."""


class Lines(IterableDataset):
    def __init__(self, task, first, count):
        self.draw, self.width = TASKS[task]["lines"].draw, TASKS[task]["width"]
        self.first, self.count = first, count

    def __iter__(self):
        import cv2

        cv2.setNumThreads(1)
        worker = get_worker_info()
        offset, stride = (worker.id, worker.num_workers) if worker else (0, 1)
        for index in range(offset, self.count, stride):
            yield self.draw(self.first + index, self.width)


def collate(batch):
    lines = torch.from_numpy(np.stack([line for line, _, _ in batch]))[:, None]
    labels = torch.from_numpy(np.stack([labels for _, labels, _ in batch]))
    texts = [torch.from_numpy(text) for _, _, text in batch]
    return lines, labels, texts


def edits(a, b):
    """Levenshtein distance of two sequences."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


def greedy(classes):
    return [c for c, before in zip(classes, [0, *classes]) if c not in (0, before)]


def measure(net, task, count, device):
    """Character error rate of the likeliest reading, over all held-out lines, the illegible ones included."""
    net.eval()
    wrong = total = 0
    with torch.no_grad():
        for lines, _, texts in DataLoader(Lines(task, HELD_OUT, count), batch_size=24, collate_fn=collate):
            said = net.logits(lines.to(device).float() / 255).argmax(dim=1).cpu()
            for row, text in zip(said, texts):
                wrong += edits(greedy(row.tolist()), text.tolist())
                total += len(text)
    net.train()
    return wrong / total


def loss_of(logits, labels, texts, ordered):
    aligned = functional.cross_entropy(logits, labels, ignore_index=IGNORED)
    if not ordered:
        return aligned
    steps = torch.full((len(texts),), logits.shape[2], dtype=torch.long)
    lengths = torch.tensor([len(text) for text in texts])
    scores = logits.log_softmax(dim=1).permute(2, 0, 1)
    order = functional.ctc_loss(scores, torch.cat(texts).to(logits.device), steps, lengths, zero_infinity=True)
    return 0.3 * aligned + order


def main():
    options = options_of(steps=6000, batch=24, task=list(TASKS), workers=1)
    net = TASKS[options.task]["net"]()

    def batches_of(first, count):
        lines = Lines(options.task, first, count)
        return DataLoader(lines, batch_size=options.batch, num_workers=options.workers, collate_fn=collate)

    def loss(step, batch):
        lines, labels, texts = batch
        logits = net.logits(lines.to(options.device).float() / 255)
        ordered = options.task == "print" and (options.start is not None or step > ALIGNED_SHARE * options.steps)
        return loss_of(logits, labels.to(options.device), texts, ordered)

    def measured(long):
        return f"character error rate {measure(net, options.task, 2000 if long else 200, options.device):.5f}"

    export(options.task, train(net, options, batches_of, loss, measured, every=500), options.out)


if __name__ == "__main__":
    main()
