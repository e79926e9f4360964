"""Copy wheels as releases that do not exist yet: a higher version and a new major one.

python next_year.py WHEELS COPIES: for each wheel in WHEELS writes two into COPIES.
"""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path


def newer(version: str) -> list[str]:
    """Return two versions higher than any near future release."""
    major, *rest = version.split("+")[0].split(".")
    minor = int("".join(filter(str.isdigit, rest[0]))) if rest else 0
    return [f"{major}.{minor + 1000}", f"{int(major) + 1000}.0"]


def copy(wheel: Path, version: str, folder: Path) -> None:
    """Write the wheel as another version, with matching names, metadata and RECORD."""
    name, old, *tags = wheel.name.split("-")
    before, after = f"{name}-{old}", f"{name}-{version}"
    record = f"{after}.dist-info/RECORD"
    lines = []
    with (
        zipfile.ZipFile(wheel) as source,
        zipfile.ZipFile(folder / "-".join([name, version, *tags]), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for entry in source.infolist():
            inner = entry.filename
            for ending in (".dist-info/", ".data/"):
                if inner.lower().startswith(f"{before}{ending}".lower()):
                    inner = after + inner[len(before) :]
            if inner == record or inner.endswith("/"):
                continue
            content = source.read(entry)
            if inner == f"{after}.dist-info/METADATA":
                content = content.replace(f"\nVersion: {old}".encode(), f"\nVersion: {version}".encode(), 1)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{inner},sha256={digest},{len(content)}")
            # Keep the file mode, so that programs stay executable.
            entry.filename = inner
            target.writestr(entry, content, zipfile.ZIP_DEFLATED, 1)
        target.writestr(record, "\n".join([*lines, f"{record},,", ""]))


def main() -> None:
    """Copy each wheel as two new versions."""
    wheels, copies = map(Path, sys.argv[1:])
    copies.mkdir(exist_ok=True)
    for wheel in sorted(wheels.glob("*.whl")):
        for version in newer(wheel.name.split("-")[1]):
            copy(wheel, version, copies)
    print(len(list(copies.iterdir())))


if __name__ == "__main__":
    main()
