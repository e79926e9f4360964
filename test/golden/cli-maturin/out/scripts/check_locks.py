"""Check, without a network, that the locks fit what they were made from.

What is not seen: another choice of extras, and a marker that became narrower (the lock
then holds more than is needed).
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOWEST = re.sub(r".*>=\s*([\d.]+).*", r"\1", PYPROJECT["project"]["requires-python"])
LOCKS = {
    "requirements.txt": ["pyproject.toml", "requirements.in"],
    "requirements-build.txt": ["requirements-build.in"],
    "requirements-dev.txt": ["requirements-dev.in"],
}
# Where markers are tried: Python 3.x on each platform, from the lowest x on.
ENVIRONMENTS = [
    {
        "os_name": os_name,
        "platform_system": system,
        "python_full_version": f"3.{minor}.0",
        "python_version": f"3.{minor}",
        "sys_platform": platform,
    }
    for os_name, system, platform in (
        ("posix", "Linux", "linux"),
        ("posix", "Darwin", "darwin"),
        ("nt", "Windows", "win32"),
    )
    for minor in range(int(LOWEST.split(".")[1]), 24)
]


def problems(lock: str, sources: list[str]) -> Iterator[str]:
    """Yield a line for each thing that is wrong with a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    command = re.search(r"^#    uv pip compile (.*)", text, re.MULTILINE)
    options = "--universal --generate-hashes --no-strip-extras"
    arguments = [*options.split(), f"--python-version={LOWEST}"]
    if not command or not {*arguments, *sources} <= set(command[1].split()):
        yield f"{lock} was made by another command or for another lowest Python"
        return
    pins = read_pins(text)
    for source in sources:
        label, requirements = read_source(source)
        direct = [pin for pin, parents in pins if label in parents]
        for requirement in requirements:
            if not is_met(requirement, direct):
                yield f"{lock} has no pin that fits `{requirement}` in {source}"
        named = {canonicalize_name(requirement.name) for requirement in requirements}
        for name in sorted({canonicalize_name(pin.name) for pin in direct} - named):
            yield f"{lock} has a pin for `{name}`, which is not in {source}"
    if lock == "requirements-build.txt":
        for line in PYPROJECT["build-system"]["requires"]:
            if not is_met(Requirement(line), [pin for pin, _ in pins]):
                yield f"{lock} has no pin that fits `{line}` in [build-system]"


def read_pins(text: str) -> list[tuple[Requirement, list[str]]]:
    """Read each pin of a lock and what it is there for."""
    pins: list[tuple[Requirement, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("    #"):
            pins[-1][1].append(re.sub(r"^    #( via)? *", "", line))
        elif line and line[0] not in " #-":
            pins.append((Requirement(line.removesuffix("\\")), []))
    return pins


def read_source(source: str) -> tuple[str, list[Requirement]]:
    """Read what a lock calls a source, and the requirements in it."""
    if source == "pyproject.toml":
        project = PYPROJECT["project"]
        label = f"{canonicalize_name(project['name'])} ({source})"
        lines = project.get("dependencies", [])
    else:
        label = f"-r {source}"
        text = (ROOT / source).read_text(encoding="utf-8")
        lines = [re.sub(r"(^|\s)#.*", "", line).strip() for line in text.splitlines()]
    return label, [Requirement(line) for line in lines if line and line[0] != "-"]


def is_met(requirement: Requirement, pins: list[Requirement]) -> bool:
    """Say whether, wherever the requirement applies, a pin applies that fits it."""
    fitting = [
        pin
        for pin in pins
        if canonicalize_name(pin.name) == canonicalize_name(requirement.name)
        and pin.url == requirement.url
        and all(
            requirement.specifier.contains(pinned.version, prereleases=True)
            for pinned in pin.specifier
        )
    ]
    return all(
        any(pin.marker is None or pin.marker.evaluate(environment) for pin in fitting)
        for environment in ENVIRONMENTS
        if requirement.marker is None or requirement.marker.evaluate(environment)
    )


def main() -> None:
    """Print a line for each problem and exit 1 if there is one."""
    found: list[str] = []
    for lock, sources in LOCKS.items():
        try:
            found += problems(lock, sources)
        except FileNotFoundError as error:
            found.append(f"{Path(error.filename).name} is missing")
        except InvalidRequirement as error:
            found.append(" ".join(f"{lock} cannot be checked: {error}".split()))
    if found:
        sys.exit("\n".join(f"{problem}: run `make lock`" for problem in found))


if __name__ == "__main__":
    main()
