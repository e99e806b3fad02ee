"""What is packaged and what systems are told of it: tables, texts and hollow libraries; nothing is built."""

import configparser
import ctypes
import datetime
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET

import pytest

from bbcu_app import early
from engine.formats import FORMATS

pytest.importorskip("packaging")  # tools for building are no part of the program's own needs

from tools.packing import contents, hollow, linux, macos, table, windows


@pytest.fixture(scope="module")
def facts():
    return table.load()


def test_every_format_that_is_opened_is_offered(facts):
    assert {kind.title for kind in facts.types} == {known.title for known in FORMATS.values()}
    assert all(kind.mime and kind.uti and kind.endings for kind in facts.types)


def test_the_desktop_file_names_the_program_and_its_types(facts):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(linux.desktop_entry(facts))
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "bbcu-restore %F" and entry["Icon"] == "bbcu-restore"
    assert set(facts.mime) == set(entry["MimeType"].strip(";").split(";"))
    assert "@" not in linux.desktop_entry(facts)


@pytest.mark.skipif(not all(map(shutil.which, ("desktop-file-validate", "appstreamcli"))), reason="needs validators")
def test_desktops_find_nothing_to_complain_of(facts, tmp_path):
    entry, about = tmp_path / "bbcu-restore.desktop", tmp_path / f"{facts['identifier']}.metainfo.xml"
    entry.write_text(linux.desktop_entry(facts), encoding="utf-8")
    about.write_text(linux.metainfo(facts, datetime.date(2026, 1, 2)), encoding="utf-8")
    said = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=True)
    assert said.stdout + said.stderr == ""
    subprocess.run(["appstreamcli", "validate", "--no-net", about], capture_output=True, check=True)


def test_the_metadata_is_xml_with_this_version(facts):
    root = ET.fromstring(linux.metainfo(facts, datetime.date(2026, 1, 2)).encode())
    release = root.find("releases/release")
    assert release.get("version") == facts.version and release.get("date") == "2026-01-02"
    assert root.findtext("launchable") == "bbcu-restore.desktop"
    assert [each.text for each in root.iter("mediatype")] == [*facts.mime]


def test_windows_is_told_four_numbers_and_every_ending(facts):
    assert windows.numbers("1.2.3+local") == (1, 2, 3, 0)
    assert "OriginalFilename', 'bbcu-restore.exe'" in windows.version_resource(facts, "bbcu-restore")
    keys = {key for key, _, _ in windows.associations(facts)}
    for kind in facts.types:
        for ending in kind.endings:
            assert f"{ending}\\OpenWithList\\bbcu-restore.exe" in keys


def test_the_installer_takes_away_what_it_wrote(facts, tmp_path):
    script = windows.installer(facts, tmp_path / "tree", tmp_path / "bbcu-restore-1.0-setup.exe")
    assert "@" not in script
    if shutil.which("makensis"):  # what it would pack, small
        (tmp_path / "tree").mkdir()
        (tmp_path / "tree" / "README.txt").write_text("hello")
        (tmp_path / "setup.nsi").write_text(script, encoding="utf-8")
        subprocess.run(["makensis", "-V2", "-WX", tmp_path / "setup.nsi"], check=True, capture_output=True)
        assert (tmp_path / "bbcu-restore-1.0-setup.exe").read_bytes()[:2] == b"MZ"
    for ending in (".jpg", ".heic"):
        assert script.count(f'"Software\\Classes\\{ending}\\OpenWithList\\bbcu-restore.exe"') == 2  # written, removed


def test_the_bundle_opens_the_same_files(facts):
    types = macos.info(facts)["CFBundleDocumentTypes"]
    assert {ending for each in types for ending in each["CFBundleTypeExtensions"]} == {
        ending.removeprefix(".") for kind in facts.types for ending in kind.endings}
    assert all(each["CFBundleTypeRole"] == "Viewer" for each in types)


@pytest.mark.parametrize("name", [
    "PySide6/Qt/plugins/platforms/libqminimal.so", "PySide6/Qt/plugins/tls/libqopensslbackend.so",
    "PySide6/Qt/translations/qt_help_de.qm", "torch/include/ATen/ATen.h", "torch/bin/protoc", "numba/tests/x.so",
    "cv2\\opencv_videoio_ffmpeg500_64.dll"])
def test_what_nothing_reads_is_left_out(name):
    assert not contents.useful(name)


@pytest.mark.parametrize("name", [
    "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/Qt/plugins/styles/libwhatever.so", "torch/bin/torch_shm_manager",
    "cv2/cv2.abi3.so", "resources/models/any.bbcu", "qtawesome/fonts/fontawesome5-solid-webfont.ttf"])
def test_what_is_read_stays(name):
    assert contents.useful(name)


def test_libraries_go_with_the_last_that_needs_them():
    needs = {"app": ["liba.so.1"], "liba": ["libb.so"], "libb": [], "libc": ["libd.so"], "libd": []}
    names = {"liba.so.1": "liba", "x.libs/libb.so": "libb", "libc.so": "libc", "libd.so": "libd",
             "libpython3.11.so.1.0": "libd"}
    entries = [("pkg/app.so", "app", "EXTENSION"), *((name, path, "BINARY") for name, path in names.items())]
    kept = contents.needed(entries, needs.__getitem__)
    assert [entry[0] for entry in kept] == ["pkg/app.so", "liba.so.1", "x.libs/libb.so", "libpython3.11.so.1.0"]


def test_links_to_nowhere_go():
    there = {"x.libs/libb.so"}
    assert contents.leads_somewhere(("libb.so", "x.libs/libb.so", "SYMLINK"), there)
    assert contents.leads_somewhere(("lib/sub/libb.so", "../../x.libs/libb.so", "SYMLINK"), there)
    assert not contents.leads_somewhere(("libc.so", "x.libs/libc.so", "SYMLINK"), there)


def test_everything_that_the_program_reads_is_packaged():
    there = {path.name for path in (table.ROOT / "resources").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert set(contents.resources()) == there


def test_torch_is_left_out_by_its_modules_and_its_distribution():
    assert "torch" in contents.excluded_modules(False) and "torch" not in contents.excluded_modules(True)
    assert "torch" not in contents.distributions(with_torch=False)
    assert "triton" in contents.excluded_modules(True), "it serves GPUs, and a builder's machine may have it"
    assert {"numpy", "numba", "llvmlite"} <= set(contents.distributions(with_torch=False))


@pytest.mark.skipif(not all(map(shutil.which, ("gcc", "readelf"))), reason="there is no compiler")
def test_a_hollow_library_has_the_names_and_versions_of_its_source(tmp_path, monkeypatch):
    """A program that was linked with the whole one starts with the hollow one, and gets zeros."""
    whole, user = tmp_path / "whole" / "libfilm.so.3", tmp_path / "user.so"
    whole.parent.mkdir()
    (tmp_path / "film.c").write_text("int film_play(void) { return 7; } int film_reels = 5;\n"
                                     "int film_other(void) { return 1; }")
    (tmp_path / "film.map").write_text("FILM_3 { global: film_play; film_reels; film_other; };")
    (tmp_path / "user.c").write_text("int film_play(void); extern int film_reels;\n"
                                     "int both(void) { return 10 * film_play() + film_reels; }")
    gcc = ["gcc", "-shared", "-fPIC"]
    subprocess.run([*gcc, f"-Wl,--version-script={tmp_path / 'film.map'}", "-Wl,-soname,libfilm.so.3", "-o", whole,
                    tmp_path / "film.c"], check=True)
    subprocess.run([*gcc, "-o", user, tmp_path / "user.c", whole, "-Wl,-rpath,$ORIGIN/out"], check=True)
    monkeypatch.setattr(hollow, "HOLLOW", ("film.libs/lib*.so*",))
    entries = [("film.libs/libfilm.so.3", str(whole), "BINARY"), ("user.so", str(user), "EXTENSION")]
    made, other = hollow.hollowed(entries, tmp_path / "out")
    assert other == entries[1] and made[0] == "film.libs/libfilm.so.3"
    offered = [symbol for symbol in hollow.symbols(tmp_path / "out" / "libfilm.so.3") if not symbol.wanted]
    assert {symbol.name for symbol in offered} >= {"film_play", "film_reels"}
    assert "film_other" not in {symbol.name for symbol in offered}  # nobody asks for it
    assert ctypes.CDLL(str(user)).both() == 0


def test_the_release_is_built_where_the_window_has_its_libraries():
    workflow = (table.ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert not [name for name in early.EVERYTHING if f" {name}" not in workflow]
    assert "tools/build_app.py --both --packages --check" in workflow


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_the_packages_put_everything_where_the_system_looks(facts, tmp_path):
    """Of a small tree; nobody but root may change what is installed."""
    tree = tmp_path / "bbcu-restore"
    (tree / "share" / "applications").mkdir(parents=True)
    (tree / "share" / "applications" / "bbcu-restore.desktop").write_text("x")
    (tree / "bbcu-restore").write_text("#!/bin/sh\n")
    (tree / "bbcu-restore").chmod(0o777)
    (tree / "bbcu").symlink_to("bbcu-restore")
    made = linux.deb(facts, tree, tmp_path)
    listed = subprocess.run(["dpkg-deb", "-c", made], capture_output=True, text=True, check=True).stdout
    assert "./usr/bin/bbcu -> /opt/bbcu-restore/bbcu\n" in listed
    assert "./usr/share/applications/bbcu-restore.desktop" in listed and "./opt/bbcu-restore/share" not in listed
    assert "-rwxr-xr-x root/root" in listed and "rwxrwxrwx" not in listed.replace("lrwxrwxrwx", "")
    assert f"bbcu-restore_{facts.version}_" in made.name
    field = subprocess.run(["dpkg-deb", "-f", made, "Depends"], capture_output=True, text=True, check=True).stdout
    assert "libc6 (>= " in field
    with tarfile.open(linux.tar(facts, tree, tmp_path)) as archive:
        found = {entry.name: entry for entry in archive}
    root = f"bbcu-restore-{facts.version}"
    assert found[f"{root}/bbcu-restore"].mode == 0o755 and found[f"{root}/bbcu"].issym()
    assert {entry.uname for entry in found.values()} == {"root"}
