"""The nets: convolutions only. A character is judged by itself and its neighbours, never by what usually follows."""

import torch
from torch import nn
from torch.nn import functional


def block(inputs, outputs, kernel=(3, 3), stride=(1, 1), padding=(1, 1), dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, (1, dilation), bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class LineNet(nn.Module):
    """N × 1 × 32 × W, 0–1, to N × W/4 × classes probabilities; class 0 is blank.

    `context`: dilations of the convolutions along the text that follow. Capitals of one line are as high as each other, so
    one that looks to its neighbours alone suffices; small letters are told from capitals by the height of the line.
    """

    def __init__(self, classes, context, wide):
        super().__init__()
        self.features = nn.Sequential(
            block(1, 16),
            block(16, 24, stride=(2, 2)),
            block(24, 32),
            block(32, 48, stride=(2, 2)),
            block(48, 64),
            block(64, 64, stride=(2, 1)),
            block(64, wide, kernel=(4, 3), padding=(0, 1)),
            *(block(wide, wide, kernel=(1, 5), padding=(0, 2 * d), dilation=d) for d in context),
        )
        self.classes = nn.Conv2d(wide, classes, 1)

    def logits(self, x):
        # Mean and contrast of the line as a whole say nothing about its characters.
        mean = x.mean(dim=(2, 3), keepdim=True)
        deviation = ((x - mean) ** 2).mean(dim=(2, 3), keepdim=True).sqrt()
        x = (x - mean) / (deviation + 0.02)
        return self.classes(self.features(x)).squeeze(2)

    def forward(self, x):
        return self.logits(x).softmax(dim=1).transpose(1, 2)


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.change = nn.Sequential(
            block(width, width),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x):
        return torch.relu(x + self.change(x))


class TextNet(nn.Module):
    """N × 1 × H × W, 0–1, sides multiples of 32, to where the middles of lines of text are (N × 1 × H/2 × W/2, 0–1).

    Four scales down to 1/32 for what surrounds a stroke, joined from the coarsest to the finest (Lin et al. 2017, feature
    pyramids); every cell of the quarter scale answers for its four of the half.
    """

    def __init__(self, widths=(8, 16, 32, 64, 96), joined=24, last=16):
        super().__init__()
        stem, fine, *coarser = widths
        self.fine = nn.Sequential(block(1, stem, stride=(2, 2)), block(stem, fine, stride=(2, 2)), block(fine, fine))
        self.coarser = nn.ModuleList(
            nn.Sequential(block(before, after, stride=(2, 2)), Residual(after))
            for before, after in zip([fine, *coarser], coarser)
        )
        self.join = nn.ModuleList(nn.Conv2d(width, joined, 1, bias=False) for width in (fine, *coarser))
        self.smooth = block(joined, joined)
        self.last = block(joined, last)
        self.text = nn.Sequential(nn.Conv2d(last, 4, 1), nn.PixelShuffle(2))

    def logits(self, x):
        scales = [self.fine((x - 0.5) * 4)]
        for deeper in self.coarser:
            scales.append(deeper(scales[-1]))
        joined = self.join[-1](scales[-1])
        for level in range(len(scales) - 2, -1, -1):
            joined = self.join[level](scales[level]) + functional.interpolate(joined, scale_factor=2.0, mode="nearest")
            if level == 1:
                joined = self.smooth(joined)
        return self.text(self.last(joined))

    def forward(self, x):
        return self.logits(x).sigmoid()
