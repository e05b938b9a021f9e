"""`python -m sequentia_gui` is the same as the command `sequentia-gui`."""

from sequentia_gui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
