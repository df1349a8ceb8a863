"""Which planners that ask a language model can be used, and why not."""

from importlib import util
from pathlib import Path

from panelwright import backends
from panelwright.checkup_findings import Finding
from panelwright.planning import endpoints
from panelwright.settings import ModelSettings, Settings
from panelwright_tools.asking.gguf_header import header
from panelwright_tools.asking.hosts import OPENAI, host_of, is_private, shown
from panelwright_tools.asking.prices import NOTHING, price_of
from panelwright_tools.domain import PanelwrightError, ToolError, UserError

_ONLINE_S = 5.0


def planners(settings: Settings) -> list[Finding]:
    """One finding a planner; one that the settings choose and that can't be used is a failure."""
    chosen = backends.chosen(settings, "planner")
    findings = []
    for name, asking in backends.askers().items():
        try:
            usable = backends.named(asking.examine)(settings)
            findings.append(Finding(f"planner {name}", "ok", f"usable: {usable}"))
        except PanelwrightError as error:
            why = f"not usable: {error}"
            findings.append(Finding(f"planner {name}", "fail" if name == chosen else "note", why))
    return findings


def online(settings: Settings) -> Finding:
    """Whether the configured server has the model: one request for its list, and no other."""
    if settings.model.name is None or _means_file(settings):
        return Finding("server", "note", "no model behind a server is configured")
    try:
        return Finding("server", "ok", _listed(settings.model))
    except PanelwrightError as error:
        return Finding("server", "fail", str(error))


def server_model(settings: Settings) -> str:
    """Server, model, key and price. Raises UserError with what is missing."""
    if util.find_spec("openai") is None:
        raise UserError('openai is not installed; run: pip install "panelwright[openai]".')
    model, url = settings.model, endpoints.server(settings.model) or OPENAI
    host_of(url)
    key = endpoints.key(model)
    if key is None and not is_private(url):
        raise UserError(f"no key for {shown(url)}; put it into {model.key_variable}.")
    if model.name is None or _means_file(settings):
        raise UserError(f"no model is named for {shown(url)}; name one with --model.")
    set_or_not = "is set" if key is not None else "is not set"
    return f"{model.name} at {shown(url)}, {model.key_variable} {set_or_not}, {_price(settings)}"


def _price(settings: Settings) -> str:
    name = settings.model.name or ""
    price = price_of(name, endpoints.server(settings.model), settings.prices)
    if price is None:
        return f'price unknown (give it as [prices."{name}"] in agent.toml)'
    if price == NOTHING:
        return "costs nothing"
    return f"{price.input:g} and {price.output:g} dollars a million tokens of prompt and answer"


def file_model(settings: Settings) -> str:
    """The file and what is in it. Raises UserError with what is missing."""
    if util.find_spec("llama_cpp") is None:
        raise UserError(
            "llama-cpp-python is not installed; run: "
            'pip install "panelwright[llama]" (it is compiled, which takes minutes).'
        )
    name = settings.model.name
    if name is None or not _means_file(settings):
        raise UserError("no GGUF file is named; use --planner llama:PATH.gguf.")
    found = header(Path(name).expanduser())
    trained = f", {found.context:,} tokens of context" if found.context else ""
    kind = found.architecture or "an unknown architecture"
    return f"{name}, {found.bytes / 2**20:,.0f} MB, {kind}{trained}"


def _means_file(settings: Settings) -> bool:
    """Whether the model's name is the path of a file, rather than a name that a server knows."""
    asking = backends.asking(backends.chosen(settings, "planner"))
    if asking is None:
        return (settings.model.name or "").endswith(".gguf")
    return asking.at == "file"


def _listed(model: ModelSettings) -> str:
    """That the server has the model. Raises ToolError when it hasn't, or can't be asked."""
    url = shown(endpoints.server(model) or OPENAI)
    names = endpoints.served(model).models(_ONLINE_S)
    if model.name not in names:
        there = ", ".join(names[:8]) or "no models"
        raise ToolError(f"{url} answers, but has no {model.name}; it lists {there}.")
    return f"{url} answers and has {model.name}"
