"""A round of training, the same for every net: its options, the optimiser, checkpoints and what is printed on the way."""

import argparse
import os
import time

import torch

HELD_OUT = 10**9
"""Seeds from here on are never trained on."""


def options_of(steps, batch, **others):
    """The options of a round. `others`: further ones, name → default, or the choices of an argument."""
    parser = argparse.ArgumentParser()
    for name, default in others.items():
        if isinstance(default, (list, tuple)):
            parser.add_argument(name, choices=default)
        else:
            parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rate", type=float, default=3e-3, help="highest learning rate")
    parser.add_argument("--start", help="checkpoint to take the weights of")
    return parser.parse_args()


def train(net, options, batches_of, loss_of, measure, every):
    """Trains `net` and gives it back on the processor.

    batches_of(first, count): batches of `count` examples from the seed `first` on. loss_of(step, batch). measure(long): what
    the net gets wrong of examples never trained on, as text. A checkpoint is written beside the output `every` so many steps
    and continued from when it is there; the weights of the end are written beside it too.
    """
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    net.to(options.device)
    if options.start:
        net.load_state_dict(torch.load(options.start, map_location=options.device)["net"])
    optimiser = torch.optim.AdamW(net.parameters(), lr=options.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=options.rate, total_steps=options.steps, pct_start=0.08)
    checkpoint = options.out + ".checkpoint"
    done = 0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=options.device)
        done = saved["done"]
        for part, name in ((net, "net"), (optimiser, "optimiser"), (schedule, "schedule")):
            part.load_state_dict(saved[name])
    batches = batches_of(options.seed * 10**7 + done * options.batch, (options.steps - done) * options.batch)
    started = time.time()
    running = 0.0
    for step, batch in enumerate(batches, start=done + 1):
        loss = loss_of(step, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        schedule.step()
        running = 0.98 * running + 0.02 * loss.item() if running else loss.item()
        if step % (every // 5) == 0:
            print(f"step {step} loss {running:.4f} {(time.time() - started) / (step - done):.3f} s a step", flush=True)
        if step % every == 0:
            print(f"held out: {measure(False)}", flush=True)
            state = {"done": step, "net": net.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
            torch.save(state, checkpoint)
    print(f"held out: {measure(True)}")
    torch.save({"net": net.state_dict()}, options.out + ".weights")
    return net.cpu()
