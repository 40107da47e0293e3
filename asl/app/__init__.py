"""The command ``asl``: the only place that joins the packages.

:mod:`.start` is what the console script calls, :mod:`.main` is the same without a process, :mod:`.commands` has one
module per verb. Nothing here knows the States Language; it reads files, asks the packages, and shows what they answer.
click and rich are imported in this package alone, and neither for ``asl --help`` nor ``asl --version``.
"""
