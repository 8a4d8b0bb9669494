"""The nets: convolutions only. A character is judged by itself and its neighbours, never by what usually follows."""

from torch import nn


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
