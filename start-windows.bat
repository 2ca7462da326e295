@echo off
rem Double-click: sets the kit up if needed, then opens it in the browser.
cd /d "%~dp0"
where py >nul 2>nul
if not errorlevel 1 (
  py -3 start.py %*
  goto end
)
where python >nul 2>nul
if not errorlevel 1 (
  python start.py %*
  goto end
)
echo Python was not found. Install Python 3.11 or newer from python.org
echo (tick "Add python.exe to PATH"), then double-click this file again.
:end
pause
