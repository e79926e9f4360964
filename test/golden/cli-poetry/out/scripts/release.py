"""Commit and tag a release: python scripts/release.py 1.2.3. Nothing is pushed."""

import re
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from packaging.version import InvalidVersion, Version

CHANGELOG = Path("CHANGELOG.md")
PYPROJECT = Path("pyproject.toml")


def git(*arguments: str) -> str:
    """Return what a git command prints."""
    command = ["git", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout.strip()


def accepted(text: str) -> Version:
    """Return the version, if the repository may release it."""
    try:
        version = Version(text)
    except InvalidVersion:
        sys.exit(f"{text!r} is not a version such as 1.2.3 or 1.2.3rc1 (PEP 440)")
    if version.local:
        sys.exit(f"{text} has a local part (+{version.local}), which PyPI refuses")
    if str(version) != text:
        sys.exit(f"write {text} in its normal form: {version}")
    if len(version.release) < 3:
        sys.exit(f"{text} has fewer than three numbers")
    if git("status", "--porcelain"):
        sys.exit("there are changes that are not committed: see git status")
    if git("tag", "--list", f"v{version}"):
        sys.exit(f"the tag v{version} exists")
    for tag in git("tag", "--list", "v*", "--merged").splitlines():
        with suppress(InvalidVersion):
            if Version(tag) >= version:
                sys.exit(f"{version} is not newer than {tag}")
    return version


def dated_changelog(version: Version) -> str:
    """Return the changelog with its unreleased changes under the version."""
    before, heading, after = CHANGELOG.read_text(encoding="utf-8").partition(
        "\n## Unreleased\n",
    )
    changes = after.partition("\n## ")[0]
    if not re.search(r"^[^#\s]", changes, re.MULTILINE):
        sys.exit(f"{CHANGELOG} has no changes under '## Unreleased'")
    return f"{before}{heading}\n## {version} - {date.today()}\n{after}"


def main() -> None:
    """Check everything, then change, commit and tag."""
    version = accepted(" ".join(sys.argv[1:]))
    texts = {CHANGELOG: dated_changelog(version)}
    texts[PYPROJECT], found = re.subn(
        r'^version = ".*"$',
        f'version = "{version}"',
        PYPROJECT.read_text(encoding="utf-8"),
        count=1,
        flags=re.MULTILINE,
    )
    if not found:
        sys.exit(f"{PYPROJECT} has no line 'version = …'")
    head = git("rev-parse", "HEAD")
    try:
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8", newline="\n")
        git("commit", "--quiet", "--all", f"--message=Release {version}")
        git("tag", "--annotate", f"--message=Version {version}", f"v{version}")
    except subprocess.CalledProcessError:
        git("reset", "--quiet", "--hard", head)
        raise
    print(f"v{version} is committed and tagged. To push both:")
    print(f"git push --atomic origin HEAD v{version}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(error.cmd)} failed")
