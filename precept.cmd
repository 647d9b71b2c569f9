@echo off
rem Runs the precept command from these sources, building them first where they have changed.
setlocal
set "root=%~dp0"
set "out=%root%src\Precept.Cli\bin\Release\net10.0"
powershell -NoProfile -Command "$s = Get-Item -Force -ErrorAction Ignore '%out%\.built'; if (-not $s -or -not (Test-Path '%out%\Precept.Cli.dll')) { exit 1 }; $n = Get-ChildItem -Recurse -File '%root%src', '%root%build', '%root%Directory.*', '%root%global.json' | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' -and $_.LastWriteTimeUtc -gt $s.LastWriteTimeUtc } | Select-Object -First 1; if ($n) { exit 1 } else { exit 0 }"
if not errorlevel 1 goto run
echo building... 1>&2
dotnet build "%root%src\Precept.Cli" -c Release -v q --nologo -clp:ErrorsOnly 1>&2
if errorlevel 1 (
  echo error: the build failed 1>&2
  exit /b 1
)
type nul > "%out%\.built"
:run
dotnet "%out%\Precept.Cli.dll" %*
exit /b %errorlevel%
