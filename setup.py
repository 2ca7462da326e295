"""The wheel carries the notebooks and the seeds (`kit.data.shipped`); all else about the package stands in pyproject.toml."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class Build(build_py):
    """Copies them into the package; an editable install leaves them where they are."""

    def run(self) -> None:
        """Build as usual, then add the two folders."""
        super().run()
        for name in () if self.editable_mode else ("notebooks", "seeds"):
            target = Path(self.build_lib) / "kit" / "data" / name
            self.mkpath(str(target))
            for path in sorted(Path(name).iterdir()):
                if path.is_file():
                    self.copy_file(str(path), str(target / path.name))


setup(cmdclass={"build_py": Build})
