"""Confidence sequences: limits of a mean that hold at every time at once, so that one may stop.

All are one-sided: the lower limit is ever above the mean with at most its own level, and likewise
the upper one, each over the whole run. Tensors are (panels, clauses).
"""

from typing import Final, Protocol

import torch

from panelwright_tools.lift.complift.sums import mean, total


class Moments:
    """Running count, mean and squared deviations (Welford, Technometrics 1962)."""

    def __init__(self, shape: torch.Size) -> None:
        self.count = torch.zeros(shape, dtype=torch.float64)
        self.mean = torch.zeros(shape, dtype=torch.float64)
        self.squares = torch.zeros(shape, dtype=torch.float64)

    def add(self, values: torch.Tensor, which: torch.Tensor) -> None:
        """Takes in the values where `which`."""
        self.count += which
        step = torch.where(which, values - self.mean, 0.0)
        self.mean += step / self.count.clamp(min=1)
        self.squares += step * torch.where(which, values - self.mean, 0.0)

    @property
    def deviation(self) -> torch.Tensor:
        """Standard deviation of one value; 0 with fewer than two."""
        return torch.sqrt(self.squares / (self.count - 1).clamp(min=1))

    @property
    def standard_error(self) -> torch.Tensor:
        """Standard error of the mean; infinite with fewer than two values."""
        error = self.deviation / torch.sqrt(self.count.clamp(min=1))
        return torch.where(self.count > 1, error, torch.inf)


class Skewness:
    """Running third moment of draws, block by block (Pebay, SAND2008-6212)."""

    def __init__(self, shape: torch.Size) -> None:
        self.count = torch.zeros(shape, dtype=torch.float64)
        self.mean = torch.zeros(shape, dtype=torch.float64)
        self.squares = torch.zeros(shape, dtype=torch.float64)
        self.cubes = torch.zeros(shape, dtype=torch.float64)

    def add(self, draws: torch.Tensor, which: torch.Tensor) -> None:
        """Takes in a block (panels, draws, clauses) where `which` (panels, clauses)."""
        size, old = draws.shape[1], self.count
        middle = mean(draws, 1)
        off = draws - middle.unsqueeze(1)
        squares, cubes, step = total(off**2, 1), total(off**3, 1), middle - self.mean
        count = old + size
        cubes = self.cubes + cubes + step**3 * old * size * (old - size) / count**2
        cubes = cubes + 3 * step * (old * squares - size * self.squares) / count
        squares = self.squares + squares + step**2 * old * size / count
        self.cubes = torch.where(which, cubes, self.cubes)
        self.squares = torch.where(which, squares, self.squares)
        self.mean = torch.where(which, self.mean + step * size / count, self.mean)
        self.count = torch.where(which, count, old)

    def of_means(self, size: int) -> torch.Tensor:
        """The skewness of means of `size` draws; 0 where all draws are alike."""
        count = self.count.clamp(min=1)
        spread = (self.squares / count).clamp(min=0) ** 1.5
        return torch.where(spread > 0, self.cubes / count / spread / size**0.5, 0.0)


class ConfidenceSequence(Protocol):
    """Limits of the mean of values that come block by block."""

    def add(self, draws: torch.Tensor, which: torch.Tensor) -> None:
        """Takes in one more block (panels, draws, clauses) where `which` (panels, clauses)."""
        ...

    def limits(self, below: torch.Tensor, above: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The lower limit at level `below` and the upper at level `above`."""
        ...


class Asymptotic:
    """The limits for values of unknown variance; they need no bound, and many or mild values.

    Robbins' mixture of normals over the mean in units of the deviation. Waudby-Smith, Arbour,
    Sinha, Kennedy and Ramdas (Annals of Statistics 2024, arXiv 2103.06476, one-sided form) put the
    estimated variance into it, which holds as the first stop moves out. Here it is the mixture of
    Student's ratios instead (Lai 1976; Wang and Ramdas, arXiv 2310.03722), which becomes theirs as
    the count grows and for normal values is exact from the second value on. Values are means of
    blocks, so they are nearly normal. A long tail on the far side, rarely seen, makes any mean
    look surer than it is: the limit moves out by the first term of the Edgeworth expansion of
    Student's ratio (Hall 1987), from the skewness of the draws.

    With few values this is no guarantee: `least` and `tightest` keep early limits out or wide.
    With the defaults of `Options` the tests hold the level over 2,000 null runs each on normal,
    heavy-tailed and skewed values, and on lifts of exactly zero. What stays wrong: a tail so rare
    that no draw has shown it. `Betting` holds even then.
    """

    def __init__(self, shape: torch.Size, tightest: float, least: int) -> None:
        self.moments = Moments(shape)
        self.skewness = Skewness(shape)
        self.size = 1
        self.tightest = tightest
        """Count of blocks for which the limits are made tightest."""
        self.least = least
        """Count of blocks before which there are no limits."""

    def add(self, draws: torch.Tensor, which: torch.Tensor) -> None:
        """Takes in one more block (panels, draws, clauses) where `which` (panels, clauses)."""
        self.size = draws.shape[1]
        self.moments.add(mean(draws, 1), which)
        self.skewness.add(draws, which)

    def limits(self, below: torch.Tensor, above: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Infinite while fewer than `least` blocks are in."""
        count, middle = self.moments.count, self.moments.mean
        error = torch.where(count >= self.least, self.moments.standard_error, torch.inf)
        skewness = self.skewness.of_means(self.size)
        low, high = (mixture_radius(count, side, self.tightest) for side in (below, above))
        lower = middle - error * (low + _tail(-skewness, low, count))
        return lower, middle + error * (high + _tail(skewness, high, count))


def _tail(skewness: torch.Tensor, radius: torch.Tensor, count: torch.Tensor) -> torch.Tensor:
    """By how many standard errors a limit moves out for a long tail beyond it.

    `P(t > r) = 1 - Phi(r) - skewness (2 r^2 + 1) phi(r) / (6 sqrt(n))`, to the first order.
    """
    shift = skewness.clamp(min=0) * (2 * radius**2 + 1) / (6 * torch.sqrt(count.clamp(min=1)))
    return torch.where(radius.isfinite(), shift, 0.0)


def mixture_radius(count: torch.Tensor, level: torch.Tensor, tightest: float) -> torch.Tensor:
    """How many standard errors away a one-sided limit lies, at `level`, after `count` values.

    With prior variance g of the effect, the half-normal mixture of the likelihood ratios of
    Student's t is at least (2 W - 1) / sqrt(1 + n g), where
    W = ((1 + q) / (1 + q / (1 + n g)))^(n/2) and q = t^2 / (n - 1): the other half is below
    1 / sqrt(1 + n g), since those ratios are monotone. By Ville's inequality it ever reaches
    1 / level with at most that probability; solved for t. Infinite where no t reaches it.
    """
    growth = 1 + count * prior_variance(level, tightest)
    ratio = torch.exp(2 / count.clamp(min=1) * torch.log(0.5 + torch.sqrt(growth) / (2 * level)))
    reachable = (count > 1) & (ratio < growth)
    square = (ratio - 1) / (1 - ratio / growth)
    radius = torch.sqrt((count - 1).clamp(min=0) * square.clamp(min=0))
    return torch.where(reachable, radius, torch.inf)


def prior_variance(level: torch.Tensor, tightest: float) -> torch.Tensor:
    """The g whose limits are about tightest at that count (Waudby-Smith et al., appendix B.2)."""
    log = -2 * torch.log(2 * level.clamp(max=0.45))
    return (log + torch.log(log + 1)) / tightest


GRID: Final = 128


class Betting:
    """The limits for values within a known range, with a guarantee at every count.

    Waudby-Smith and Ramdas (JRSS B 2024, arXiv 2010.09686): for every candidate of the mean, a bet
    that it is larger and one that it is smaller; a candidate whose bet multiplied the stake by
    1 / level is out. The stakes are their predictable plug-in (section 3.2). Values outside the
    range are winsorised, so the guarantee is for the winsorised mean.
    """

    def __init__(self, shape: torch.Size, low: float, high: float, points: torch.Tensor) -> None:
        self.low, self.high = low, high
        even = torch.linspace(low, high, GRID + 1, dtype=torch.float64).expand(*shape, -1)
        inside = points.clamp(low, high)
        self.grid = torch.sort(torch.cat([even, inside], dim=-1), dim=-1).values
        """Candidates of the mean (panels, clauses, grid); among them `points`, where it matters."""
        self.moments = Moments(shape)
        self.larger = torch.zeros_like(self.grid)
        """Logarithm of the capital of the bet that the mean is larger."""
        self.smaller = torch.zeros_like(self.grid)

    def add(self, draws: torch.Tensor, which: torch.Tensor) -> None:
        """Takes in one more block (panels, draws, clauses) where `which`: its mean, winsorised."""
        values = mean(draws, 1).clamp(self.low, self.high)
        stake = self._stake().unsqueeze(-1)
        gain = values.unsqueeze(-1) - self.grid
        up = torch.minimum(stake, 0.5 / (self.grid - self.low).clamp(min=1e-300))
        down = torch.minimum(stake, 0.5 / (self.high - self.grid).clamp(min=1e-300))
        taken = which.unsqueeze(-1)
        self.larger += torch.where(taken, torch.log1p(up * gain), 0.0)
        self.smaller += torch.where(taken, torch.log1p(-down * gain), 0.0)
        self.moments.add(values, which)

    def _stake(self) -> torch.Tensor:
        """sqrt(2 log(2 / 0.05) / (variance t log(1 + t))), of the values so far."""
        time, width = self.moments.count + 1, self.high - self.low
        variance = (width**2 / 4 + self.moments.squares) / time
        return torch.sqrt(2 * 3.69 / (variance * time * torch.log1p(time)))

    def limits(self, below: torch.Tensor, above: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The ends of the range while nothing is out."""
        out_low = self.larger >= -torch.log(below).unsqueeze(-1)
        out_high = self.smaller >= -torch.log(above).unsqueeze(-1)
        lower = torch.where(out_low, _after(self.grid, torch.inf), self.low).amax(-1)
        upper = torch.where(out_high, _after(self.grid, -torch.inf), self.high).amin(-1)
        return lower, upper


def _after(values: torch.Tensor, towards: float) -> torch.Tensor:
    """The next number: a candidate that is out is itself beyond the limit."""
    return torch.nextafter(values, torch.full_like(values, towards))
