"""Windows: the version resource, what the registry is told about files, the installer's script, the portable zip."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.packing.table import PACKAGING, Table, filled

INSTALLER = PACKAGING / "windows" / "installer.nsi"


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows wants it: four numbers."""
    parts = [int(part) for part in version.partition("+")[0].split(".") if part.isdigit()]
    return tuple((*parts, 0, 0, 0, 0)[:4])


def version_resource(table: Table, executable: str) -> str:
    """What PyInstaller puts into an executable as its version, in the form that it reads."""
    strings = {
        "CompanyName": table["maker"], "FileDescription": table["name"], "FileVersion": table.version,
        "InternalName": executable, "OriginalFilename": f"{executable}.exe",
        "LegalCopyright": f"{table.licence} licence",
        "ProductName": table["name"], "ProductVersion": table.version,
    }
    rows = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    four = numbers(table.version)
    return (f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, flags=0, OS=0x40004,\n"
            "                                fileType=1),\n"
            f"    kids=[StringFileInfo([StringTable('040904B0', [{rows}])]),\n"
            "          VarFileInfo([VarStruct('Translation', [0x409, 1200])])])\n")


def associations(table: Table) -> tuple[tuple[str, str, str], ...]:
    """Keys below ``Software\\Classes``, names and values: offers the program in "Open with", changes no default."""
    window, application = table["window"], f"Applications\\{table['window']}.exe"
    rows = [(f"{application}", "FriendlyAppName", table["name"]),
            (f"{application}\\shell\\open\\command", "", f'"$INSTDIR\\{window}.exe" "%1"')]
    for kind in table.types:
        for ending in kind.endings:
            rows.append((f"{application}\\SupportedTypes", ending, ""))
            rows.append((f"{ending}\\OpenWithList\\{window}.exe", "", ""))
    return tuple(rows)


def installer(table: Table, tree: Path, made: Path) -> str:
    """The script for NSIS: installs for the person who runs it, without rights of an administrator."""
    write = [f'  WriteRegStr HKCU "Software\\Classes\\{key}" "{name}" {_quoted(value)}'
             for key, name, value in associations(table)]
    remove = dict.fromkeys(f'  DeleteRegKey HKCU "Software\\Classes\\{key}"' for key, _, _ in associations(table)
                           if "OpenWithList" in key)
    remove[f'  DeleteRegKey HKCU "Software\\Classes\\Applications\\{table["window"]}.exe"'] = None
    return filled(INSTALLER, {
        **{name: value for name, value in table.program.items() if isinstance(value, str)}, "version": table.version,
        "four": ".".join(map(str, numbers(table.version))), "tree": str(tree), "made": str(made),
        "write": "\n".join(write), "remove": "\n".join(remove)})


def _quoted(text: str) -> str:
    return "'" + text + "'"


def portable(table: Table, tree: Path, folder: Path) -> Path:
    """Make the zip of a built tree in a folder."""
    base = folder / f"{table['window']}-{table.version}-windows"
    return Path(shutil.make_archive(str(base), "zip", tree.parent, tree.name))
