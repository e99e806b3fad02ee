import json

import pytest

from engine.cli import main


@pytest.mark.usefixtures("models_folder")
def test_models_are_listed(capsys):
    assert main(["models"]) == 0
    assert "tiny" in capsys.readouterr().out
    assert main(["models", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "tiny"
