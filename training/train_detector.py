"""Trains the detector of lines of text and writes it as ONNX.

python3 train_detector.py <out.onnx> [--steps 4000] [--batch 8] [--side 448] [--threads 1] [--seed 1] [--device cpu]

Every scene is drawn anew, as for the recognisers (train.py). A checkpoint is written beside the output every 250 steps and
continued from when it is there.
"""

import argparse
import os
import time

import numpy as np
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

import text_scenes
from export import export_text
from net import TextNet

HELD_OUT = 10**9
"""Seeds from here on are never trained on."""


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
    return [f"{share:.4f}" for share in (right / max(1, said), right / max(1, there))]


def report(shares):
    print("held out: precision {}, recall {} of cells".format(*shares), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--side", type=int, default=448)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rate", type=float, default=3e-3, help="highest learning rate")
    parser.add_argument("--start", help="checkpoint to take the weights of")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = torch.device(options.device)
    net = TextNet().to(device)
    if options.start:
        net.load_state_dict(torch.load(options.start, map_location=device)["net"])
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=options.rate, total_steps=options.steps, pct_start=0.08)
    checkpoint = options.out + ".checkpoint"
    done = 0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device)
        done = saved["done"]
        net.load_state_dict(saved["net"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
    scenes = Scenes(options.seed * 10**7 + done * options.batch, (options.steps - done) * options.batch, options.side)
    loader = DataLoader(scenes, batch_size=options.batch, num_workers=1, collate_fn=collate)
    started = time.time()
    running = 0.0
    for step, (frames, share, counts) in enumerate(loader, start=done + 1):
        logits = net.logits(frames.to(device).float() / 255)
        loss = loss_of(logits, share.to(device), counts.to(device))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        schedule.step()
        running = 0.98 * running + 0.02 * loss.item() if running else loss.item()
        if step % 50 == 0:
            print(f"step {step} loss {running:.4f} {(time.time() - started) / (step - done):.3f} s a step", flush=True)
        if step % 250 == 0:
            report(measure(net, 40, options.side, device))
            state = {"done": step, "net": net.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
            torch.save(state, checkpoint)
    report(measure(net, 200, options.side, device))
    torch.save({"done": options.steps, "net": net.state_dict()}, options.out + ".weights")
    export_text(net, options.out)


if __name__ == "__main__":
    main()
