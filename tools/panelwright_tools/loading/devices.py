"""On what a small model runs."""


def device_of(wanted: str | None) -> str:
    """The device to run on: as wanted, else the best that there is."""
    import torch

    if wanted is not None:
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
