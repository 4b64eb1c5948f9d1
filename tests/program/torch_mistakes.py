"""What students get wrong in PyTorch: small programs that PyTorch refuses.

They stand in programs/torch/mistakes.txt, each under its name; HEAD comes before.
"""

from tests.pages import ROOT

HEAD = """import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
"""
FILE = ROOT / "tests/programs/torch/mistakes.txt"


def read():
    parts = FILE.read_text("utf-8").split("#### ")[1:]
    return {
        name.strip(): program
        for name, _, program in (part.partition("\n") for part in parts)
    }


MISTAKES = read()
