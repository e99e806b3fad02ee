"""Kernels for a download: compiled for the models that ship."""

import shutil

from engine.run import catalog
from tools.build_kernels import forget_other_models


def test_other_models_make_other_kernels(models_folder, tmp_path):
    folder = tmp_path / "stage" / "kernels"
    forget_other_models(folder)
    (folder / "0123456789ab").mkdir(parents=True)
    forget_other_models(folder)
    assert folder.exists()
    shutil.copy(models_folder / "tiny.bbcu", models_folder / "another.bbcu")
    assert len(catalog.models()) == 2
    forget_other_models(folder)
    assert not folder.exists()
