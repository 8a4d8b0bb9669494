"""Trains the detector of lines of text and writes it as ONNX.

python3 train_detector.py <out.onnx> [--steps 4000] [--batch 8] [--side 448] [--threads 1] [--seed 1] [--device cpu]

Every scene is drawn anew, as for the recognisers (train.py). A checkpoint is written beside the output every 250 steps and
continued from when it is there.
"""

import numpy as np
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

import text_scenes
from export import export_text
from net import TextNet
from rounds import HELD_OUT, options_of, train


class Scenes(IterableDataset):
    def __init__(self, first, count, side):
        self.first, self.count, self.side = first, count, side

    def __iter__(self):
        import cv2

        cv2.setNumThreads(1)
        for index in range(self.count):
            yield text_scenes.draw(self.first + index, self.side)


def collate(batch):
    scenes, shares, counts = (torch.from_numpy(np.stack(parts)) for parts in zip(*batch))
    return scenes[:, None], shares[:, None], counts[:, None]


def loss_of(logits, share, counts):
    """Cross entropy, in which text weighs as much as all else, and the overlap (Milletari et al. 2016)."""
    counts, share = counts.float() / 255, share.float() / 255
    each = functional.binary_cross_entropy_with_logits(logits, share, reduction="none") * counts
    text = (share * each).sum() / (share * counts).sum().clamp(min=1)
    # Most of a scene is easily told to be no text: what is hardest counts, three cells for each of text.
    other = ((1 - share) * each).flatten()
    hardest = other.topk(int(min(other.numel(), max(2000, 3 * share.sum().item())))).values.mean()
    said = logits.sigmoid() * counts
    share = share * counts
    overlap = (2 * (said * share).sum(dim=(1, 2, 3)) + 1) / ((said + share).sum(dim=(1, 2, 3)) + 1)
    return text + hardest + (1 - overlap).mean()


def measure(net, count, side, device):
    """Cells said to be text that are, and cells of text that are said, as shares."""
    net.eval()
    right = said = there = 0
    with torch.no_grad():
        for scenes, share, counts in DataLoader(Scenes(HELD_OUT, count, side), batch_size=8, collate_fn=collate):
            logits = net.logits(scenes.to(device).float() / 255).cpu()
            text = (logits > 0) & (counts > 127)
            truth = (share > 127) & (counts > 127)
            right, said, there = right + (text & truth).sum().item(), said + text.sum().item(), there + truth.sum().item()
    net.train()
    return right / max(1, said), right / max(1, there)


def main():
    options = options_of(steps=4000, batch=8, side=448)
    net = TextNet()

    def batches_of(first, count):
        scenes = Scenes(first, count, options.side)
        return DataLoader(scenes, batch_size=options.batch, num_workers=1, collate_fn=collate)

    def loss(_, batch):
        frames, share, counts = (part.to(options.device) for part in batch)
        return loss_of(net.logits(frames.float() / 255), share, counts)

    def measured(long):
        return "precision {:.4f}, recall {:.4f} of cells".format(*measure(net, 200 if long else 40, options.side, options.device))

    export_text(train(net, options, batches_of, loss, measured, every=250), options.out)


if __name__ == "__main__":
    main()
