"""One intrinsic function per file, each declaring a constant ``FUNCTION``. Adding one is adding one file."""
