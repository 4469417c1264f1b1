"""The core's own text code, compiled for training: one extractor, never a second one."""

import pathlib
import subprocess
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).parents[2]


class Core:
    """Runs models/langid/extract.cpp over texts."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._binary = pathlib.Path(self._folder.name) / "extract"
        text = ROOT / "core/text"
        files = [ROOT / "models/langid/extract.cpp", *text.glob("*.cpp"), *text.glob("scan/*.cpp")]
        subprocess.run(["c++", "-std=c++20", "-O2", f"-I{ROOT}", *map(str, files), "-o",
                        str(self._binary)], check=True)

    def _run(self, what, texts):
        lines = "\n".join(" ".join(text.split()) for text in texts) + "\n"
        return subprocess.run([self._binary, what], input=lines.encode("utf-8", "replace"),
                              stdout=subprocess.PIPE, check=True).stdout

    def groups(self, texts):
        """The script number of each text, and its letter groups."""
        raw = self._run("groups", texts)
        scripts, groups, at = [], [], 0
        for _ in texts:
            size = raw[at + 1] | raw[at + 2] << 8
            scripts.append(raw[at])
            groups.append(np.frombuffer(raw, "<u2", size, at + 3))
            at += 3 + 2 * size
        assert at == len(raw)
        return np.array(scripts), groups

    def guess(self, texts):
        """(language, probability, reliable) of each text."""
        rows = [line.split("\t") for line in self._run("guess", texts).decode().splitlines()]
        assert len(rows) == len(texts)
        return [(lang, float(probability), reliable == "1") for lang, probability, reliable in rows]
