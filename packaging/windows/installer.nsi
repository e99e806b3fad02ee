; The installer for Windows, filled in by tools/packing/windows.py. Installs for one person, asks for no rights.
Unicode true
SetCompressor /SOLID lzma
Name "@name@"
OutFile "@made@"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\@name@"
InstallDirRegKey HKCU "Software\@name@" "folder"
VIProductVersion "@four@"
VIAddVersionKey "ProductName" "@name@"
VIAddVersionKey "FileDescription" "Installs @name@"
VIAddVersionKey "FileVersion" "@version@"
VIAddVersionKey "LegalCopyright" "@maker@"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section "Install"
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal" ; of an older version
  File /r "@tree@/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\@name@.lnk" "$INSTDIR\@window@.exe"
  WriteRegStr HKCU "Software\@name@" "folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\@window@" "DisplayName" "@name@"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\@window@" "DisplayVersion" "@version@"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\@window@" "DisplayIcon" "$INSTDIR\@window@.exe"
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\@window@" "UninstallString" '"$INSTDIR\uninstall.exe"'
@write@
SectionEnd

Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\@window@.exe"
  Delete "$INSTDIR\@command@.exe"
  Delete "$INSTDIR\README.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\@name@.lnk"
  DeleteRegKey HKCU "Software\@name@"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\@window@"
@remove@
SectionEnd
